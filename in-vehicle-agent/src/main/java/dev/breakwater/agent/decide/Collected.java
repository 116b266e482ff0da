package dev.breakwater.agent.decide;

import java.time.Instant;
import java.util.List;

/** Says that the policy permitted to collect certain data; only {@link Decider} makes one. */
public final class Collected {
  private final String purpose;
  private final Instant at;
  private final List<String> rules;

  Collected(String purpose, Instant at, List<String> rules) {
    this.purpose = purpose;
    this.at = at;
    this.rules = List.copyOf(rules);
  }

  public String purpose() {
    return purpose;
  }

  /** Returns when the data was captured. */
  public Instant at() {
    return at;
  }

  List<String> rules() {
    return rules;
  }
}
