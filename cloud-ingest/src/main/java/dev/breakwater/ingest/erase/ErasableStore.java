package dev.breakwater.ingest.erase;

import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.StoreWriterJob;
import dev.breakwater.ingest.stream.BrokerAnswer;
import dev.breakwater.ingest.stream.CommittedTopic;
import dev.breakwater.ingest.stream.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The onshore store, and how far its writer is in the topic outcomes. The store stays the caller's,
 * who closes it. Used by one thread.
 */
public final class ErasableStore implements Eraser.Rows, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final String bootstrapServers;
  private final IcebergStore store;
  private final Admin admin;

  public ErasableStore(String bootstrapServers, IcebergStore store) {
    this.bootstrapServers = bootstrapServers;
    this.store = store;
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  @Override
  public long erase(Set<String> keys) throws IOException {
    return keys.isEmpty() ? 0 : store.erase(keys);
  }

  @Override
  public Map<Integer, Long> written() throws IOException {
    var topic =
        BrokerAnswer.await(admin.describeTopics(List.of(Topics.OUTCOMES)).allTopicNames(), LIMIT);
    Map<TopicPartition, OffsetSpec> wanted =
        topic.values().stream()
            .flatMap(description -> description.partitions().stream())
            .map(partition -> new TopicPartition(Topics.OUTCOMES, partition.partition()))
            .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest()));
    // What a transaction holds that is still open may become rows, too.
    var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    Map<Integer, Long> written = new TreeMap<>();
    BrokerAnswer.await(admin.listOffsets(wanted, options).all(), LIMIT)
        .forEach((partition, end) -> written.put(partition.partition(), end.offset()));
    return written;
  }

  @Override
  public boolean hasPassed(Map<Integer, Long> outcomes) throws IOException {
    Map<Integer, Long> stored = stored();
    if (isReached(outcomes, stored)) {
      return true;
    }
    // A partition may end with marks of transactions, which the writer's place does not count.
    try (var rest =
        CommittedTopic.open(
            bootstrapServers, Topics.OUTCOMES, partition -> stored.getOrDefault(partition, 0L))) {
      while (!rest.isAtEnd() && !isReached(outcomes, rest.positions())) {
        for (ConsumerRecord<byte[], byte[]> each : rest.next()) {
          if (each.offset() < outcomes.getOrDefault(each.partition(), 0L)) {
            return false;
          }
        }
      }
      return isReached(outcomes, rest.positions());
    } catch (KafkaException e) {
      throw new IOException("the outcomes cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isReached(Map<Integer, Long> wanted, Map<Integer, Long> place) {
    return wanted.entrySet().stream()
        .allMatch(each -> place.getOrDefault(each.getKey(), 0L) >= each.getValue());
  }

  /** Returns where the writer goes on once its newest checkpoint is all that is left of it. */
  private Map<Integer, Long> stored() throws IOException {
    Map<Integer, Long> stored = new HashMap<>();
    var group =
        admin.listConsumerGroupOffsets(StoreWriterJob.GROUP).partitionsToOffsetAndMetadata();
    BrokerAnswer.await(group, LIMIT)
        .forEach((partition, place) -> stored.put(partition.partition(), place.offset()));
    return stored;
  }

  @Override
  public void close() {
    admin.close();
  }
}
