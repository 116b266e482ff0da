package dev.breakwater.ingest.registry;

import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRecord.Status;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The registry of vehicles, a compacted Kafka topic that receiver and job read. Each method returns
 * after Kafka's commit. Safe for use by several threads; of two changes to one vehicle at the same
 * time the last one written counts.
 */
public final class VehicleRegistry implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final String bootstrapServers;
  private final InstantSource clock;
  private final KafkaProducer<String, byte[]> producer;

  public VehicleRegistry(String bootstrapServers, InstantSource clock) {
    this.bootstrapServers = bootstrapServers;
    this.clock = clock;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                (int) LIMIT.toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis() / 3),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /**
   * Lets the vehicle deliver from now on; an earlier row of it is replaced.
   *
   * @param sealKey Ed25519 public key of its seal, 32 bytes
   * @param certificate digest of its certificate, see {@link Credentials#digest()}
   */
  public VehicleRecord enrol(VehicleRef vehicle, Bytes sealKey, Digest certificate)
      throws IOException {
    return commit(
        new VehicleRecord(vehicle, sealKey, certificate, Status.ENROLLED, clock.millis()));
  }

  /** Refuses everything the vehicle sends from now on; empty if the vehicle is not known. */
  public Optional<VehicleRecord> ban(VehicleRef vehicle) throws IOException {
    return change(vehicle, Status.BANNED);
  }

  /** Ends the vehicle's service without suspicion; empty if the vehicle is not known. */
  public Optional<VehicleRecord> retire(VehicleRef vehicle) throws IOException {
    return change(vehicle, Status.RETIRED);
  }

  /** Returns every vehicle's newest record, ordered by reference. */
  public List<VehicleRecord> list() throws IOException {
    try (var known = KnownVehicles.open(bootstrapServers, LIMIT)) {
      return known.all();
    }
  }

  private Optional<VehicleRecord> change(VehicleRef vehicle, Status status) throws IOException {
    for (VehicleRecord row : list()) {
      if (row.vehicle().equals(vehicle)) {
        return Optional.of(
            commit(
                new VehicleRecord(
                    vehicle, row.sealKey(), row.certificate(), status, clock.millis())));
      }
    }
    return Optional.empty();
  }

  private VehicleRecord commit(VehicleRecord row) throws IOException {
    try {
      byte[] value = row.encode().toArray();
      producer.send(new ProducerRecord<>(Topics.VEHICLES, row.vehicle().value(), value)).get();
      return row;
    } catch (ExecutionException | KafkaException e) {
      throw new IOException("the registry did not take the change: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted; the change may or may not be in the registry", e);
    }
  }

  @Override
  public void close() {
    // Every change was waited for, or given up by an interrupt, of which Kafka makes a stack trace.
    boolean interrupted = Thread.interrupted();
    producer.close(Duration.ZERO);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
