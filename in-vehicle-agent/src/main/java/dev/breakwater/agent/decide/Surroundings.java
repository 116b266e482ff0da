package dev.breakwater.agent.decide;

import dev.breakwater.policy.rule.Facts;
import java.time.Instant;

/** Where the car was, as far as it knows; safe for use by several threads. */
@FunctionalInterface
public interface Surroundings {
  /** A car that knows nothing of where it is. */
  Surroundings UNKNOWN = at -> Facts.NONE;

  /**
   * Returns what is known of the place at an instant: its coordinates, and whether it is sensitive.
   */
  Facts at(Instant at);
}
