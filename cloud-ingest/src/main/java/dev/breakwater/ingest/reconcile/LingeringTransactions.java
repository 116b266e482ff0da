package dev.breakwater.ingest.reconcile;

import dev.breakwater.ingest.stream.BrokerAnswer;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Admin admin;
  private final String prefix;

  /**
   * @param prefix of the job's transactional ids
   */
  public LingeringTransactions(String bootstrapServers, String prefix) {
    this(
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)), prefix);
  }

  /**
   * @param admin asks the broker, and is closed with this
   */
  public LingeringTransactions(Admin admin, String prefix) {
    this.admin = admin;
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

  /** Returns them with their age, the oldest first. */
  public List<OpenTransaction> described() throws IOException {
    return get(admin.describeTransactions(list()).all()).entrySet().stream()
        .filter(each -> each.getValue().transactionStartTimeMs().isPresent())
        .map(
            each ->
                new OpenTransaction(
                    each.getKey(), each.getValue().transactionStartTimeMs().orElseThrow()))
        .sorted(Comparator.comparingLong(OpenTransaction::sinceMillis))
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
    return BrokerAnswer.await(future, LIMIT);
  }

  @Override
  public void close() {
    admin.close();
  }
}
