package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.RawRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic {@code raw}. A record is committed when every in-sync replica has it. */
final class KafkaRawLog implements RawLog {
  private static final Logger log = LoggerFactory.getLogger(KafkaRawLog.class);

  /** What may wait for its commit at one time; below the producer's buffer, which would block. */
  private static final int MAX_BYTES_IN_FLIGHT = 16 << 20;

  private static final int BUFFER_BYTES = 2 * MAX_BYTES_IN_FLIGHT;

  /** Shorter than a vehicle's patience, so that it hears 5.03 rather than nothing. */
  private static final Duration COMMIT_LIMIT = Duration.ofSeconds(4);

  /**
   * A record waits for others to come along: a commit of several costs the broker little more than
   * one, and no car on a mobile network notices.
   */
  private static final Duration LINGER = Duration.ofMillis(2);

  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(2);

  /** Whoever appends never waits, not even for the address of a broker that is not there. */
  private static final Duration BLOCK_LIMIT = Duration.ZERO;

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration START_PAUSE = Duration.ofMillis(50);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final int MAX_REQUEST_BYTES = 1 << 20;

  private final KafkaProducer<String, byte[]> producer;
  private final Semaphore room = new Semaphore(MAX_BYTES_IN_FLIGHT);

  /** Whether the last commit failed; one line in the log for a change, not for each record. */
  private final AtomicBoolean failing = new AtomicBoolean();

  private KafkaRawLog(KafkaProducer<String, byte[]> producer) {
    this.producer = producer;
  }

  /**
   * @throws IOException if the topic cannot be reached within 30 seconds
   */
  static KafkaRawLog open(String bootstrapServers) throws IOException {
    var producer = producer(bootstrapServers);
    long started = System.nanoTime();
    while (!isReachable(producer)) {
      if (System.nanoTime() - started > START_LIMIT.toNanos()) {
        producer.close(Duration.ZERO);
        throw new IOException("the topic " + Topics.RAW + " cannot be reached");
      }
      LockSupport.parkNanos(START_PAUSE.toNanos());
    }
    return new KafkaRawLog(producer);
  }

  private static boolean isReachable(KafkaProducer<String, byte[]> producer) {
    try {
      return !producer.partitionsFor(Topics.RAW).isEmpty();
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static KafkaProducer<String, byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.LINGER_MS_CONFIG,
            LINGER.toMillis(),
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            MAX_REQUEST_BYTES,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            (long) BUFFER_BYTES,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            BLOCK_LIMIT.toMillis(),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) REQUEST_LIMIT.toMillis(),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            (int) COMMIT_LIMIT.toMillis(),
            ProducerConfig.METADATA_MAX_IDLE_CONFIG,
            Duration.ofDays(1).toMillis()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  @Override
  public void append(ChainId chain, RawRecord record, Consumer<Commit> report) {
    byte[] value = record.encode().toArray();
    if (!room.tryAcquire(value.length)) {
      report.accept(Commit.FULL);
      return;
    }
    try {
      var unused = // the callback says the same
          producer.send(
              new ProducerRecord<>(Topics.RAW, Topics.key(chain), value),
              (metadata, error) -> {
                room.release(value.length);
                report.accept(outcome(error));
              });
    } catch (KafkaException e) {
      room.release(value.length);
      report.accept(outcome(e));
    }
  }

  private Commit outcome(@Nullable Exception error) {
    if (error == null) {
      if (failing.getAndSet(false)) {
        log.info("event=commits_resumed");
      }
      return Commit.COMMITTED;
    }
    if (!failing.getAndSet(true)) {
      log.warn("event=commits_fail error=\"{}\"", error.toString());
    }
    return Commit.FAILED;
  }

  /** Waits for what is in flight, at most five seconds. */
  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
