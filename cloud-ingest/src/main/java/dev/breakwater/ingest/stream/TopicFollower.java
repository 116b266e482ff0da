package dev.breakwater.ingest.stream;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a compacted topic of one partition: in full before {@link #open} returns, then as it grows,
 * by a thread, usually within milliseconds.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

  private final TopicPartition partition;
  private final Consumer<ConsumerRecord<String, byte[]>> taking;

  /** Used by the opening thread until {@link #open} returns, then by {@link #reader} only. */
  private final KafkaConsumer<String, byte[]> consumer;

  private final Thread reader;
  private volatile boolean closed;

  private TopicFollower(
      String bootstrapServers, String topic, Consumer<ConsumerRecord<String, byte[]>> taking) {
    this.partition = new TopicPartition(topic, 0);
    this.taking = taking;
    this.consumer = consumer(bootstrapServers, partition);
    this.reader = new Thread(this::follow, "follower-" + topic);
    this.reader.setDaemon(true);
  }

  /**
   * Reads the whole topic, then follows it.
   *
   * @param taking gets each record in its order, first by the calling thread, later by another;
   *     must not throw
   * @param limit how long reading the whole may take
   * @throws IOException if the topic was not read to its end in time
   */
  public static TopicFollower open(
      String bootstrapServers,
      String topic,
      Consumer<ConsumerRecord<String, byte[]>> taking,
      Duration limit)
      throws IOException {
    var follower = new TopicFollower(bootstrapServers, topic, taking);
    try {
      follower.catchUp(limit);
    } catch (KafkaException e) {
      follower.consumer.close();
      throw new IOException("the topic " + topic + " cannot be read: " + e.getMessage(), e);
    }
    follower.reader.start();
    return follower;
  }

  private static KafkaConsumer<String, byte[]> consumer(
      String bootstrapServers, TopicPartition partition) {
    var consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    return consumer;
  }

  private void catchUp(Duration limit) {
    long end = requireNonNull(consumer.endOffsets(List.of(partition), limit).get(partition));
    long started = System.nanoTime();
    while (consumer.position(partition, limit) < end) {
      if (System.nanoTime() - started > limit.toNanos()) {
        throw new TimeoutException("the end was not reached within " + limit.toSeconds() + " s");
      }
      consumer.poll(POLL).forEach(taking);
    }
  }

  private void follow() {
    try (consumer) {
      while (!closed) {
        poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void poll() throws InterruptedException {
    try {
      consumer.poll(POLL).forEach(taking);
    } catch (WakeupException e) {
      log.debug("event=follower_stopped topic={}", partition.topic());
    } catch (KafkaException e) {
      log.warn("event=topic_unreadable topic={} error={}", partition.topic(), e.toString());
      Thread.sleep(PAUSE_AFTER_ERROR.toMillis());
    }
  }

  /** Stops following. */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
