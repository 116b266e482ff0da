package dev.breakwater.anonymizer.gate;

import java.io.IOException;

/** A detector no longer knows its known answer: nothing of the file may leave. */
public final class UnvouchedException extends IOException {
  private static final long serialVersionUID = 1L;

  UnvouchedException() {
    super(AnonymizeResult.Reason.NOT_VOUCHED.text());
  }
}
