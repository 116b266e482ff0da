package dev.breakwater.audit.log;

import java.time.Instant;

/** The clock shows less than at the last append; nothing was written, the log stays usable. */
public final class TimeWentBackException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Instant last;
  private final Instant now;

  TimeWentBackException(Instant last, Instant now) {
    super("the clock shows " + now + ", the last append was at " + last);
    this.last = last;
    this.now = now;
  }

  public Instant last() {
    return last;
  }

  public Instant now() {
    return now;
  }

  public String remedy() {
    return "Correct the clock, or wait until it has passed the last append, and append again.";
  }
}
