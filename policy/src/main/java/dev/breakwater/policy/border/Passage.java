package dev.breakwater.policy.border;

/** In what way data would come abroad (law.md 9.1(1)); all but the first are exports. */
public enum Passage {
  STAYS_ONSHORE,
  SENT_ABROAD,
  /** Stored in China, where somebody abroad can query, retrieve, download or export it. */
  REACHABLE_FROM_ABROAD,
  /** Processed abroad about persons in China (PIPL Art. 3(2)). */
  PROCESSED_ABROAD
}
