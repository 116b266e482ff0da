package dev.breakwater.policy.rule;

/** What the person has decided for a purpose; nothing is decided until somebody decides it. */
public enum Consent {
  NOT_SET,
  NO,
  /** Processing inside the car only. */
  IN_VEHICLE,
  YES
}
