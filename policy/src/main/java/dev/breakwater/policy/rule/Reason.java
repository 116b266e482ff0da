package dev.breakwater.policy.rule;

/** Why a rule decides as it does, in words for a person, in three languages. */
public record Reason(String zh, String en, String ja) {
  @Override
  public String toString() {
    return en;
  }
}
