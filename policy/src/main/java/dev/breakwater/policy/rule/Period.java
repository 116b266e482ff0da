package dev.breakwater.policy.rule;

import java.time.Instant;

/**
 * When a rule is in force.
 *
 * @param from first instant
 * @param until first instant after it; {@link Instant#MAX} if no end is known
 */
public record Period(Instant from, Instant until) {
  /**
   * @throws IllegalArgumentException if the period is empty
   */
  public Period {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a period ends after it begins");
    }
  }

  public boolean contains(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
