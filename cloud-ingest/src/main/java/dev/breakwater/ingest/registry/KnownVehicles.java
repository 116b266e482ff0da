package dev.breakwater.ingest.registry;

import dev.breakwater.ingest.stream.TopicFollower;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vehicles of the registry, as this process has read them: complete when {@link #open} returns,
 * then kept up to date. Safe for use by several threads.
 */
public final class KnownVehicles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KnownVehicles.class);

  private final Map<VehicleRef, VehicleRecord> vehicles;
  private final TopicFollower follower;

  private KnownVehicles(Map<VehicleRef, VehicleRecord> vehicles, TopicFollower follower) {
    this.vehicles = vehicles;
    this.follower = follower;
  }

  /**
   * Reads the whole topic, then follows it.
   *
   * @param limit how long reading may take
   * @throws IOException if the topic was not read to its end in time
   */
  public static KnownVehicles open(String bootstrapServers, Duration limit) throws IOException {
    Map<VehicleRef, VehicleRecord> vehicles = new ConcurrentHashMap<>();
    return new KnownVehicles(
        vehicles,
        TopicFollower.open(bootstrapServers, Topics.VEHICLES, row -> take(row, vehicles), limit));
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

  private static void take(
      ConsumerRecord<String, byte[]> row, Map<VehicleRef, VehicleRecord> vehicles) {
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
    follower.close();
  }
}
