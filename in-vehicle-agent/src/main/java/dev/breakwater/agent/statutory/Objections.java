package dev.breakwater.agent.statutory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which reports the platform called wrong, how often, and when they are tried again. Lives as long
 * as the lane runs. Used by one thread.
 */
final class Objections {
  private final Duration retry;
  private final Map<Long, Objection> byReport = new HashMap<>();

  private record Objection(int count, Instant notBefore) {}

  Objections(Duration retry) {
    this.retry = retry;
  }

  /** Counts one more; returns whether the report is not to be sent again. */
  boolean isLast(long report, Instant now) {
    Objection before = byReport.get(report);
    int count = before == null ? 1 : before.count() + 1;
    byReport.put(report, new Objection(count, now.plus(retry)));
    // The first attempt, and three more.
    return count > Schedule.ATTEMPTS;
  }

  /** Asks whether a report has to wait before it is sent again. */
  boolean isWaiting(long report, Instant now) {
    Objection objection = byReport.get(report);
    return objection != null && now.isBefore(objection.notBefore());
  }

  void forget(long report) {
    byReport.remove(report);
  }
}
