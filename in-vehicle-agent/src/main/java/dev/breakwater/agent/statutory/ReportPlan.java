package dev.breakwater.agent.statutory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Chooses what is reported (GB/T 32960.3 B.2.1): now and then; every second while there is an alarm
 * of level 3 or 4, with the half minute before it, and the half minute after it began. Used by one
 * thread.
 */
final class ReportPlan {
  /** How long before an alarm, and after its beginning, every second counts. */
  static final Duration AROUND = Duration.ofSeconds(30);

  private static final int GRAVE = 3;

  private final Duration every;

  // The half minute before now, of which nothing was reported yet.
  private final Deque<Gathered> before = new ArrayDeque<>();
  private Instant nextDue = Instant.EPOCH;
  private Instant graveUntil = Instant.EPOCH;
  private boolean grave;

  ReportPlan(Duration every) {
    this.every = every;
  }

  /**
   * A report to be stored.
   *
   * @param late whether it is from before the moment at which it was known to be wanted
   */
  record Due(Gathered gathered, boolean late) {}

  /** Takes what the car says now, once a second; returns what is to be reported. */
  List<Due> take(Gathered now) {
    List<Due> due = new ArrayList<>();
    forgetBefore(now.at().minus(AROUND));
    boolean wasGrave = grave;
    grave = isGrave(now);
    if (grave && !wasGrave) {
      before.forEach(earlier -> due.add(new Due(earlier, true)));
      before.clear();
    }
    if (grave || isDue(now.at())) {
      due.add(new Due(now, false));
      nextDue = now.at().plus(every);
    } else {
      before.addLast(now);
    }
    return due;
  }

  /** A clock that was set back must not silence the car until it has caught up. */
  private boolean isDue(Instant now) {
    return !now.isBefore(nextDue) || now.isBefore(nextDue.minus(every));
  }

  private boolean isGrave(Gathered now) {
    if (now.level() >= GRAVE) {
      graveUntil = grave ? graveUntil : now.at().plus(AROUND);
      return true;
    }
    return grave && now.at().isBefore(graveUntil);
  }

  private void forgetBefore(Instant first) {
    while (!before.isEmpty()
        && (before.getFirst().at().isBefore(first) || before.size() > AROUND.toSeconds())) {
      before.removeFirst();
    }
  }
}
