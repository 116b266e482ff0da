package dev.breakwater.ingest.trail;

import java.time.Duration;

/** A statement has no leaf yet: what waits for it must not happen. */
public final class NotLoggedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotLoggedException(String statement, Duration limit) {
    super("statement " + statement + " is not in the log after " + limit.toSeconds() + " s");
  }

  public String remedy() {
    return "See whether the log appender runs, then wait again for the same statement.";
  }
}
