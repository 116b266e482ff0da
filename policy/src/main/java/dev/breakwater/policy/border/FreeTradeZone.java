package dev.breakwater.policy.border;

/** How the exporter and the data stand to a free trade zone (2024 Flow Provisions Art. 6). */
public enum FreeTradeZone {
  /** The exporter is in none. */
  NONE,
  /** In a zone, but not registered for its list. */
  NOT_REGISTERED,
  /** Registered, and the data is on the negative list. */
  ON_NEGATIVE_LIST,
  /** Registered, and the data is not on the negative list. */
  OFF_NEGATIVE_LIST
}
