package dev.breakwater.ingest.reconcile;

import java.time.Duration;

/**
 * A transaction of the topic outcomes that is neither committed nor aborted. A running job always
 * has some, each as old as the last checkpoint; one that is much older belongs to a job that was
 * lost, and readers of committed records wait behind it until it is aborted.
 *
 * @param id its transactional id
 * @param sinceMillis when it began, milliseconds since 1970
 */
public record OpenTransaction(String id, long sinceMillis) {
  private static final Duration LINGERING = Duration.ofMinutes(15);

  public boolean isLingering(long nowMillis) {
    return nowMillis - sinceMillis > LINGERING.toMillis();
  }
}
