package dev.breakwater.agent.decide;

import dev.breakwater.wire.Digest;
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
  private final Digest policy;

  /**
   * @param policy that permitted OFFBOARD
   */
  Cleared(Collected collected, String category, List<String> rules, Digest policy) {
    this.category = category;
    this.purpose = collected.purpose();
    this.capturedAt = collected.at();
    this.rules = List.copyOf(rules);
    this.policy = policy;
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

  /** Returns the digest of the bundle or pack that permitted OFFBOARD. */
  public Digest policy() {
    return policy;
  }
}
