package dev.breakwater.ingest.keys;

import java.io.IOException;

/** A ciphertext does not belong to its key, its vehicle or its digest: somebody changed it. */
public final class UnopenableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnopenableException(String problem) {
    super(problem);
  }

  UnopenableException(String problem, Exception cause) {
    super(problem, cause);
  }
}
