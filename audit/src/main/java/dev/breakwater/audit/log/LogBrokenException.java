package dev.breakwater.audit.log;

import org.jspecify.annotations.Nullable;

/**
 * The log cannot go on: stop using this instance. An append that ended so is either wholly in the
 * log or not at all; which of the two, the head says after the log is opened again.
 */
public final class LogBrokenException extends Exception {
  private static final long serialVersionUID = 1L;

  LogBrokenException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }

  public String remedy() {
    return "Open the log again and continue after the attachment of its head; if that fails, run the"
        + " verifier on the published directory.";
  }
}
