package dev.breakwater.ingest.pipeline;

import dev.breakwater.ingest.job.AdmissionJob;
import dev.breakwater.ingest.reconcile.LingeringTransactions;
import dev.breakwater.ingest.reconcile.OpenTransaction;
import dev.breakwater.ingest.stream.BrokerAnswer;
import dev.breakwater.ingest.stream.Topics;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Asks Kafka how much of the topics is not dealt with yet. Safe for use by several threads. */
final class Backlog implements Closeable {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final long LOOK_MILLIS = 100;
  private static final String MAX_TRANSACTION = "transaction.max.timeout.ms";

  private final Admin admin;

  /** Closes {@link #admin} with it. */
  private final LingeringTransactions transactions;

  Backlog(String bootstrapServers) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    this.transactions = new LingeringTransactions(admin, AdmissionJob.TRANSACTIONS);
  }

  /**
   * Checks that the broker lets a transaction stay open as long as a job may be down; else what the
   * job wrote before a long stop would be lost although its checkpoint says it is written.
   */
  void requireLongTransactions() throws IOException {
    String node = get(admin.describeCluster().nodes()).iterator().next().idString();
    var broker = new ConfigResource(ConfigResource.Type.BROKER, node);
    var settings = get(admin.describeConfigs(List.of(broker)).all()).get(broker);
    String limit = settings == null ? "" : settings.get(MAX_TRANSACTION).value();
    long needed = AdmissionJob.TRANSACTION_TIMEOUT.toMillis();
    if (Long.parseLong(limit) < needed) {
      throw new IOException(
          "the broker's "
              + MAX_TRANSACTION
              + " is "
              + limit
              + ", at least "
              + needed
              + " is needed");
    }
  }

  /** Returns how many raw records no completed checkpoint of the job covers. */
  long undecided() throws IOException {
    Map<TopicPartition, Long> ends = ends(Topics.RAW, IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, OffsetAndMetadata> decided =
        get(admin.listConsumerGroupOffsets(AdmissionJob.GROUP).partitionsToOffsetAndMetadata());
    long undecided = 0;
    for (var end : ends.entrySet()) {
      OffsetAndMetadata offset = decided.get(end.getKey());
      undecided += end.getValue() - (offset == null ? 0 : offset.offset());
    }
    return undecided;
  }

  /** Returns how many outcomes are written in transactions that are not committed yet. */
  long uncommitted() throws IOException {
    Map<TopicPartition, Long> written = ends(Topics.OUTCOMES, IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> committed = ends(Topics.OUTCOMES, IsolationLevel.READ_COMMITTED);
    long uncommitted = 0;
    for (var end : written.entrySet()) {
      uncommitted += Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L));
    }
    return uncommitted;
  }

  /**
   * @param read for each partition the next offset that the appender reads
   * @return how many committed outcomes, or transaction markers, it has not read
   */
  long unread(Map<Integer, Long> read) throws IOException {
    long unread = 0;
    for (var end : ends(Topics.OUTCOMES, IsolationLevel.READ_COMMITTED).entrySet()) {
      unread += end.getValue() - read.getOrDefault(end.getKey().partition(), 0L);
    }
    return unread;
  }

  /** Returns the open transactions of the job, the oldest first. */
  List<OpenTransaction> openTransactions() throws IOException {
    return transactions.described();
  }

  /**
   * Gives up what the job wrote and had not committed, for a job that lost its checkpoints and does
   * not run; returns when readers see all that is committed.
   *
   * @throws IOException if they do not within 15 s
   */
  void abortTransactions() throws IOException {
    transactions.abort(transactions.list());
    long end = System.nanoTime() + LIMIT.toNanos();
    while (uncommitted() > 0) {
      if (System.nanoTime() > end) {
        throw new IOException("transactions of the lost job are still open");
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while transactions ended", e);
    }
  }

  private Map<TopicPartition, Long> ends(String topic, IsolationLevel level) throws IOException {
    var description = get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    if (description == null) {
      throw new IOException("topic " + topic + " does not exist");
    }
    Map<TopicPartition, OffsetSpec> wanted =
        description.partitions().stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(admin.listOffsets(wanted, new ListOffsetsOptions(level)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static <T> T get(KafkaFuture<T> future) throws IOException {
    return BrokerAnswer.await(future, LIMIT);
  }

  @Override
  public void close() {
    transactions.close();
  }
}
