package dev.breakwater.policy.rule;

/** Whether the clause was read in a copy of its source. */
public enum Status {
  VERIFIED,
  UNVERIFIED
}
