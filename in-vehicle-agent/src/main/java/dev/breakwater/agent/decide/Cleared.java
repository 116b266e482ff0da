package dev.breakwater.agent.decide;

import dev.breakwater.wire.Digest;
import dev.breakwater.wire.SubjectRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final Person person;

  /**
   * Whose data it is, and by which decision of theirs it leaves.
   *
   * @param subject pseudonym; null if it is of nobody in the car
   * @param consentEpoch of the decision; 0 if none was needed
   */
  record Person(@Nullable SubjectRef subject, long consentEpoch) {}

  /**
   * @param policy that permitted OFFBOARD
   */
  Cleared(Collected collected, String category, List<String> rules, Digest policy, Person person) {
    this.category = category;
    this.purpose = collected.purpose();
    this.capturedAt = collected.at();
    this.rules = List.copyOf(rules);
    this.policy = policy;
    this.person = person;
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

  /** Returns the pseudonym of the person it is about, null if it is of nobody in the car. */
  public @Nullable SubjectRef subject() {
    return person.subject();
  }

  /** Returns the epoch of the decision that permits it, 0 if none was needed. */
  public long consentEpoch() {
    return person.consentEpoch();
  }

  /** Returns the digest of the bundle or pack that permitted OFFBOARD. */
  public Digest policy() {
    return policy;
  }
}
