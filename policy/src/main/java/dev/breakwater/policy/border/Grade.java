package dev.breakwater.policy.border;

/** How the law grades the data (DSL Art. 21, NDSMR Art. 29). */
public enum Grade {
  GENERAL,
  /**
   * Identified and declared as important; no authority has notified or published it as such, and
   * there is evidence of that. Not assessed as important (NDSMR Art. 37).
   */
  NOT_NOTIFIED,
  /** Identified as important, the answer is still open. */
  DECLARED,
  /** Important by a published list (Auto Provisions Art. 3) or a notice to the processor. */
  CONFIRMED,
  CORE,
  STATE_SECRET;

  /** Returns whether the data is handled as important. */
  boolean isImportant() {
    // Fail closed: NDSMR Art. 37 relieves who was not notified, not who waits for the answer.
    return this == DECLARED || this == CONFIRMED;
  }
}
