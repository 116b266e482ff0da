package dev.breakwater.ingest.reconcile;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;

/**
 * Transactions of a job whose state is lost. Until they end, which may take a week, readers of
 * committed records stand before them.
 */
public final class LingeringTransactions implements Closeable {
  private static final int LIMIT_SECONDS = 30;

  private final Admin admin;
  private final String prefix;

  /**
   * @param prefix of the job's transactional ids
   */
  public LingeringTransactions(String bootstrapServers, String prefix) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    this.prefix = prefix;
  }

  /** Returns the ids of the transactions that are open. */
  public List<String> list() throws IOException {
    var open = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    return get(admin.listTransactions(open).all()).stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(prefix))
        .sorted()
        .toList();
  }

  /**
   * Aborts them. What a running job wrote since its last checkpoint, or has not committed yet,
   * would be lost: only for a job that does not run and whose checkpoints are lost.
   */
  public void abort(List<String> ids) throws IOException {
    if (!ids.isEmpty()) {
      get(admin.fenceProducers(ids).all());
    }
  }

  private static <T> T get(KafkaFuture<T> future) throws IOException {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the broker does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking the broker", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
