package dev.breakwater.ingest.pipeline;

import java.util.Map;

/**
 * How far the onshore side is.
 *
 * @param jobs state of each job, {@code RUNNING} when all is well
 * @param undecided raw records that no checkpoint is known to cover; while nothing arrives Flink's
 *     source makes its place known every ten seconds only, so this is late, never early
 * @param uncommitted records of the topic outcomes that readers cannot see yet
 * @param unlogged committed records of the topic outcomes that the log does not have yet
 * @param storedRows rows of the table items
 * @param quarantinedRows rows of the table quarantine
 * @param stored leaves of the log that say STORED (or the car's own decision)
 * @param refused leaves that say REFUSED at STORE
 * @param quarantined leaves that say QUARANTINED
 * @param logSize leaves of the log
 */
public record Health(
    Map<String, String> jobs,
    long undecided,
    long uncommitted,
    long unlogged,
    long storedRows,
    long quarantinedRows,
    long stored,
    long refused,
    long quarantined,
    long logSize) {
  public Health {
    jobs = Map.copyOf(jobs);
  }

  /** Returns whether every job runs. */
  public boolean isRunning() {
    return jobs.values().stream().allMatch("RUNNING"::equals);
  }

  /**
   * Returns whether all that Kafka had when this was measured is decided, stored and logged: stored
   * rows equal STORE-permit entries of the log. Things of a vehicle that the registry does not name
   * are held for ten seconds first, which this does not see.
   */
  public boolean isCaughtUp() {
    return undecided == 0
        && uncommitted == 0
        && unlogged == 0
        && storedRows == stored
        && quarantinedRows == quarantined;
  }
}
