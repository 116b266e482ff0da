package dev.breakwater.ingest.stream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is committed in all partitions of a topic, up to where they ended when it was opened. For
 * one thread; {@link org.apache.kafka.common.KafkaException} if Kafka does not answer.
 */
public final class CommittedTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> ends;

  private CommittedTopic(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.ends = ends;
  }

  /** Opens it, to be read from its beginning. */
  public static CommittedTopic open(String bootstrapServers, String topic) {
    return open(bootstrapServers, topic, partition -> 0);
  }

  /**
   * Opens it.
   *
   * @param next of a partition, the offset to begin at, where it lies between what is kept and the
   *     end
   */
  public static CommittedTopic open(String bootstrapServers, String topic, IntToLongFunction next) {
    KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers);
    boolean opened = false;
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      for (TopicPartition each : partitions) {
        long wanted = next.applyAsLong(each.partition());
        long begin = Math.max(wanted, requireNonNull(begins.get(each)));
        consumer.seek(each, Math.min(begin, requireNonNull(ends.get(each))));
      }
      opened = true;
      return new CommittedTopic(consumer, partitions, ends);
    } finally {
      if (!opened) {
        consumer.close();
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  public boolean isAtEnd() {
    return partitions.stream()
        .allMatch(each -> consumer.position(each) >= requireNonNull(ends.get(each)));
  }

  /** Returns the next records; none if they did not come within half a second. */
  public ConsumerRecords<byte[], byte[]> next() {
    return consumer.poll(POLL);
  }

  /** Returns by partition the offset to go on at. */
  public Map<Integer, Long> positions() {
    Map<Integer, Long> positions = new TreeMap<>();
    partitions.forEach(each -> positions.put(each.partition(), consumer.position(each)));
    return positions;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
