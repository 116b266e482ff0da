package dev.breakwater.ingest.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRecord.Status;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VehicleRegistryTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private EmbeddedBroker broker;
  private VehicleRegistry registry;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = EmbeddedBroker.start(directory);
    TopicSetup.apply(broker.bootstrapServers(), (short) 1);
    registry = new VehicleRegistry(broker.bootstrapServers(), InstantSource.fixed(NOW));
  }

  @AfterAll
  void stop() throws Exception {
    registry.close();
    broker.close();
  }

  @Test
  void vehicle_enrolled_isListedAndKnownToWhoOpensLater() throws Exception {
    VehicleRecord row = enrol(VehicleRef.random(random));
    assertThat(row.sinceMillis()).isEqualTo(NOW.toEpochMilli());
    assertThat(registry.list()).contains(row);
    try (var known = KnownVehicles.open(broker.bootstrapServers(), LIMIT)) {
      assertThat(known.find(row.vehicle())).contains(row);
    }
  }

  @Test
  void vehicle_bannedOrRetired_isSeenByWhoIsOpen() throws Exception {
    VehicleRef first = enrol(VehicleRef.random(random)).vehicle();
    VehicleRef second = enrol(VehicleRef.random(random)).vehicle();
    try (var known = KnownVehicles.open(broker.bootstrapServers(), LIMIT)) {
      assertThat(registry.ban(first)).map(VehicleRecord::status).contains(Status.BANNED);
      assertThat(registry.retire(second)).map(VehicleRecord::status).contains(Status.RETIRED);
      await(known, first, Status.BANNED);
      await(known, second, Status.RETIRED);
    }
  }

  @Test
  void vehicle_unknown_cannotBeBanned() throws Exception {
    assertThat(registry.ban(VehicleRef.random(random))).isEmpty();
  }

  @Test
  void row_unreadable_grantsNothingAndHarmsNoOther() throws Exception {
    VehicleRef damaged = VehicleRef.random(random);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.VEHICLES, damaged.value(), new byte[] {1})).get();
      producer.send(new ProducerRecord<>(Topics.VEHICLES, damaged.value(), null)).get();
    }
    VehicleRecord good = enrol(VehicleRef.random(random));
    assertThat(registry.list()).contains(good).noneMatch(row -> row.vehicle().equals(damaged));
  }

  @Test
  void registry_unreachable_isSaid() {
    assertThatThrownBy(() -> KnownVehicles.open("127.0.0.1:1", Duration.ofSeconds(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be read");
  }

  private VehicleRecord enrol(VehicleRef vehicle) throws IOException {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return registry.enrol(vehicle, Bytes.of(key), Digest.of(key));
  }

  private static void await(KnownVehicles known, VehicleRef vehicle, Status status)
      throws InterruptedException {
    while (known.find(vehicle).filter(row -> row.status() == status).isEmpty()) {
      Thread.sleep(5);
    }
  }
}
