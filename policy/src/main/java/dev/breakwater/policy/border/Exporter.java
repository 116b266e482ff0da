package dev.breakwater.policy.border;

/**
 * Who exports.
 *
 * @param isCriticalOperator whether it operates critical information infrastructure (CSL Art. 39)
 * @param counted what its whole group has exported this year, without the export in question
 */
public record Exporter(boolean isCriticalOperator, FreeTradeZone zone, Volumes counted) {
  boolean isOffNegativeList() {
    return zone == FreeTradeZone.OFF_NEGATIVE_LIST;
  }
}
