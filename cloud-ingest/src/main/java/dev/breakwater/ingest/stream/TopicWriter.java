package dev.breakwater.ingest.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes single records to a topic and waits for Kafka's commit of each. Safe for use by several
 * threads.
 */
public final class TopicWriter implements AutoCloseable {
  /** How long Kafka may take. */
  public static final Duration LIMIT = Duration.ofSeconds(15);

  private final String topic;
  private final KafkaProducer<String, byte[]> producer;

  public TopicWriter(String bootstrapServers, String topic) {
    this.topic = topic;
    int limit = (int) LIMIT.toMillis();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                limit,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                limit,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                limit / 3),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /**
   * Returns after the commit.
   *
   * @throws IOException if Kafka did not take the record in time
   */
  public void write(String key, byte[] value) throws IOException {
    try {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (ExecutionException | KafkaException e) {
      throw new IOException("the topic " + topic + " did not take it: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted; it may or may not be in the topic " + topic, e);
    }
  }

  @Override
  public void close() {
    // Every record was waited for, or given up by an interrupt, of which Kafka makes a stack trace.
    boolean interrupted = Thread.interrupted();
    producer.close(Duration.ZERO);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
