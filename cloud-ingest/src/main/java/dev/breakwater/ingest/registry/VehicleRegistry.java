package dev.breakwater.ingest.registry;

import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRecord.Status;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The registry of vehicles, a compacted Kafka topic that receiver and job read. Each method returns
 * after Kafka's commit. Safe for use by several threads; of two changes to one vehicle at the same
 * time the last one written counts.
 */
public final class VehicleRegistry implements AutoCloseable {
  private final String bootstrapServers;
  private final InstantSource clock;
  private final TopicWriter topic;

  public VehicleRegistry(String bootstrapServers, InstantSource clock) {
    this.bootstrapServers = bootstrapServers;
    this.clock = clock;
    this.topic = new TopicWriter(bootstrapServers, Topics.VEHICLES);
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
    try (var known = KnownVehicles.open(bootstrapServers, TopicWriter.LIMIT)) {
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
    topic.write(row.vehicle().value(), row.encode().toArray());
    return row;
  }

  @Override
  public void close() {
    topic.close();
  }
}
