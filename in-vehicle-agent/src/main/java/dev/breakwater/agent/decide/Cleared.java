package dev.breakwater.agent.decide;

import java.time.Instant;
import java.util.List;

/**
 * Says that the policy permitted data of one category to be collected and to leave the car; only
 * {@link Decider} makes one, and nothing is sealed without one.
 */
public final class Cleared {
  private final String category;
  private final String purpose;
  private final Instant capturedAt;
  private final List<String> rules;

  Cleared(String category, String purpose, Instant capturedAt, List<String> rules) {
    this.category = category;
    this.purpose = purpose;
    this.capturedAt = capturedAt;
    this.rules = List.copyOf(rules);
  }

  public String category() {
    return category;
  }

  public String purpose() {
    return purpose;
  }

  public Instant capturedAt() {
    return capturedAt;
  }

  /** Returns the ids of the rules that permitted COLLECT and OFFBOARD. */
  public List<String> rules() {
    return rules;
  }
}
