package dev.breakwater.policy.rule;

/** What has to be done to data before it may go on; who cannot do it must treat it as denied. */
public enum Obligation {
  MASK,
  COARSEN_POSITION,
  STRIP_POSE,
  PSEUDONYMIZE,
  AGGREGATE,
  DELAY
}
