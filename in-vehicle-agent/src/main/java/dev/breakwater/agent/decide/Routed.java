package dev.breakwater.agent.decide;

import java.time.Instant;
import java.util.List;

/**
 * Says that the policy sends data of one category to the qualified surveying unit and to nobody
 * else; only {@link Decider} makes one, and nothing can be sealed with it.
 */
public final class Routed {
  private final String category;
  private final Instant capturedAt;
  private final List<String> rules;

  Routed(String category, Instant capturedAt, List<String> rules) {
    this.category = category;
    this.capturedAt = capturedAt;
    this.rules = List.copyOf(rules);
  }

  public String category() {
    return category;
  }

  public Instant capturedAt() {
    return capturedAt;
  }

  /** Returns the ids of the rules that sent it there. */
  public List<String> rules() {
    return rules;
  }
}
