package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.gate.UnvouchedException;
import java.io.IOException;

/** No more frames go into a pipe; those before have left, so their evidence is still written. */
final class PipeEndException extends IOException {
  private static final long serialVersionUID = 1L;

  PipeEndException(IOException cause) {
    super(
        cause instanceof UnvouchedException
            ? cause.getMessage()
            : "whoever reads the pipe is gone (" + cause.getMessage() + ")",
        cause);
  }
}
