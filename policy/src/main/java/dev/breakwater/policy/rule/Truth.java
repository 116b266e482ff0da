package dev.breakwater.policy.rule;

/** What a condition says of an item. */
public enum Truth {
  TRUE,
  FALSE,
  /** Something that it needs is not known, or it cannot be computed. */
  UNKNOWN
}
