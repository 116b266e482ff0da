package dev.breakwater.ingest.pipeline;

import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.reconcile.OpenTransaction;
import java.io.IOException;
import java.util.List;

/**
 * How far the onshore side is, as a process sees it that runs no part of it.
 *
 * @param undecided raw records that no checkpoint is known to cover
 * @param uncommitted records of the topic outcomes that readers cannot see yet
 * @param transactions open ones of the job, the oldest first
 * @param storedRows rows of the table items
 * @param quarantinedRows rows of the table quarantine
 * @param logSize leaves of the log
 */
public record FlowStatus(
    long undecided,
    long uncommitted,
    List<OpenTransaction> transactions,
    long storedRows,
    long quarantinedRows,
    long logSize) {
  public FlowStatus {
    transactions = List.copyOf(transactions);
  }

  /**
   * Measures it.
   *
   * @throws IOException if Kafka or the store do not answer
   */
  public static FlowStatus measure(String bootstrapServers, CloudDirectories directories)
      throws IOException {
    try (var backlog = new Backlog(bootstrapServers);
        var store = IcebergStore.open(directories.store())) {
      return new FlowStatus(
          backlog.undecided(),
          backlog.uncommitted(),
          backlog.openTransactions(),
          store.count(Part.ITEMS),
          store.count(Part.QUARANTINE),
          PublicLog.size(directories.log()));
    }
  }
}
