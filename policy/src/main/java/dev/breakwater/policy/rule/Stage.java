package dev.breakwater.policy.rule;

/** What is about to happen to the data; each is decided by the law in force at that instant. */
public enum Stage {
  /** A sensor is read. */
  COLLECT,
  /** The data leaves the car. */
  OFFBOARD,
  /** The data is stored onshore. */
  STORE,
  /** The data leaves the country. */
  EXPORT
}
