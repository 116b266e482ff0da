package dev.breakwater.audit.timestamp;

import org.jspecify.annotations.Nullable;

/** A time-stamp token that does not say what it should, or that nobody trusted has made. */
public final class InvalidTimestampException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidTimestampException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }

  public String remedy() {
    return "Ask the time-stamp authority for its certificate; without a valid token the hour in an"
        + " entry is the operator's word.";
  }
}
