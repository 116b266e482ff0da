package dev.breakwater.ingest.registry;

import static java.util.Objects.requireNonNull;

import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
 * The vehicles of the registry, as this process has read them: complete when {@link #open} returns,
 * then kept up to date by a thread, usually within milliseconds of a change. Safe for use by
 * several threads.
 */
public final class KnownVehicles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KnownVehicles.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.VEHICLES, 0);

  private final Map<VehicleRef, VehicleRecord> vehicles = new ConcurrentHashMap<>();

  /** Used by the opening thread until {@link #open} returns, then by {@link #reader} only. */
  private final KafkaConsumer<String, byte[]> consumer;

  private final Thread reader;
  private volatile boolean closed;

  private KnownVehicles(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
    this.reader = new Thread(this::follow, "known-vehicles");
    this.reader.setDaemon(true);
  }

  /**
   * Reads the whole topic, then follows it.
   *
   * @param limit how long reading may take
   * @throws IOException if the topic was not read to its end in time
   */
  public static KnownVehicles open(String bootstrapServers, Duration limit) throws IOException {
    var known = new KnownVehicles(consumer(bootstrapServers));
    try {
      known.catchUp(limit);
    } catch (KafkaException e) {
      known.consumer.close();
      throw new IOException("the registry of vehicles cannot be read: " + e.getMessage(), e);
    }
    known.reader.start();
    return known;
  }

  private static KafkaConsumer<String, byte[]> consumer(String bootstrapServers) {
    var consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
    return consumer;
  }

  /** Returns the newest record of {@code vehicle}. */
  public Optional<VehicleRecord> find(VehicleRef vehicle) {
    return Optional.ofNullable(vehicles.get(vehicle));
  }

  /** Returns every vehicle's newest record, ordered by reference. */
  public List<VehicleRecord> all() {
    return vehicles.values().stream()
        .sorted(Comparator.comparing(row -> row.vehicle().value()))
        .toList();
  }

  private void catchUp(Duration limit) {
    long end = requireNonNull(consumer.endOffsets(List.of(PARTITION), limit).get(PARTITION));
    long started = System.nanoTime();
    while (consumer.position(PARTITION, limit) < end) {
      if (System.nanoTime() - started > limit.toNanos()) {
        throw new TimeoutException("the end was not reached within " + limit.toSeconds() + " s");
      }
      consumer.poll(POLL).forEach(this::take);
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
      consumer.poll(POLL).forEach(this::take);
    } catch (WakeupException e) {
      log.debug("event=registry_reader_stopped");
    } catch (KafkaException e) {
      log.warn("event=registry_unreadable error={}", e.toString());
      Thread.sleep(PAUSE_AFTER_ERROR.toMillis());
    }
  }

  private void take(ConsumerRecord<String, byte[]> row) {
    if (row.value() == null) { // deleted: what compaction takes from others is gone here too
      vehicles.keySet().removeIf(vehicle -> vehicle.value().equals(row.key()));
      return;
    }
    try {
      var vehicle = VehicleRecord.decode(Bytes.of(row.value()));
      vehicles.put(vehicle.vehicle(), vehicle);
    } catch (WireFormatException e) {
      // A row nobody can read grants nothing: the vehicle keeps its older row, or none.
      log.error("event=registry_row_unreadable offset={} error={}", row.offset(), e.getMessage());
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
