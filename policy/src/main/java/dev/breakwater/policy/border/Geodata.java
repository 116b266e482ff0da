package dev.breakwater.policy.border;

/** What was done to the geographic data in an export (自然资发〔2024〕139号). */
public enum Geodata {
  /** There is none. */
  NONE,
  UNPROCESSED,
  /** Processed with state-recognized secrecy technology, not yet approved or map-reviewed. */
  PROCESSED,
  /** Processed, and approved for provision abroad or map-reviewed. */
  REVIEWED
}
