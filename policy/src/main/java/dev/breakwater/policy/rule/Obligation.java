package dev.breakwater.policy.rule;

/** What has to be done to data before it may go on; who cannot do it must treat it as denied. */
public enum Obligation {
  MASK,
  COARSEN_POSITION,
  STRIP_POSE,
  PSEUDONYMIZE,
  AGGREGATE,
  DELAY,
  /** The data ends here, with a tombstone. */
  DROP,
  /** The data goes to the qualified surveying unit, and to nobody else. */
  ROUTE_TO_SURVEYING_UNIT
}
