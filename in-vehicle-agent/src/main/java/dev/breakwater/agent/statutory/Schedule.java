package dev.breakwater.agent.statutory;

import java.time.Duration;

/**
 * When the terminal speaks (B.2 of both editions).
 *
 * @param report between reports, at most 30 s
 * @param heartbeat after which silence is broken
 * @param answer how long an answer may take
 * @param retry between attempts at a login, or at a report that the platform calls wrong
 * @param pause after three attempts at a login
 */
public record Schedule(
    Duration report, Duration heartbeat, Duration answer, Duration retry, Duration pause) {
  /** How many times something is tried in a row. */
  static final int ATTEMPTS = 3;

  /** The longest time between reports (B.2.1). */
  public static final Duration MAX_REPORT = Duration.ofSeconds(30);

  /** Between reports while there is an alarm of level 3 or 4 (B.2.1). */
  static final Duration ALARM = Duration.ofSeconds(1);

  /** What the standard says. */
  public static final Schedule STANDARD =
      new Schedule(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(30));

  /**
   * @throws IllegalArgumentException if reports are too rare, or a duration is not positive
   */
  public Schedule {
    if (report.compareTo(MAX_REPORT) > 0 || report.compareTo(ALARM) < 0) {
      throw new IllegalArgumentException("reports are 1 to 30 seconds apart, not " + report);
    }
    for (Duration each : new Duration[] {heartbeat, answer, retry, pause}) {
      if (each.isNegative() || each.isZero()) {
        throw new IllegalArgumentException("a duration is positive, not " + each);
      }
    }
  }
}
