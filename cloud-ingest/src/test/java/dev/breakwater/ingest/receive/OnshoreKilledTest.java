package dev.breakwater.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.outbox.ChainHead;
import dev.breakwater.agent.outbox.Commit;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.EncryptedOutbox;
import dev.breakwater.agent.outbox.EpochFile;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.agent.outbox.SealedItem;
import dev.breakwater.agent.outbox.SealedSegment;
import dev.breakwater.agent.uplink.CoapUplink;
import dev.breakwater.agent.uplink.PolicyInbox;
import dev.breakwater.agent.uplink.UplinkSettings;
import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.broker.FreePorts;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real uplink empties a real outbox while the whole onshore process gets SIGKILL. */
final class OnshoreKilledTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SEGMENTS = 12;
  private static final int ITEMS = 64;

  @TempDir private Path directory;

  private final SecureRandom random = new SecureRandom();

  @Test
  void onshoreKilledInTheMiddle_uplinkFinishesAndEveryAcknowledgedRecordIsInKafka()
      throws Exception {
    var enrolment = new Enrolment(directory);
    VehicleRef car = enrolment.newVehicle();
    int port = FreePorts.udp();
    Set<Bytes> sealed = new HashSet<>();
    ChildJvm onshore = start(port);
    String broker = onshore.told();
    try (var registry = new VehicleRegistry(broker, InstantSource.system());
        var outbox = outbox(car)) {
      enrolment.enrol(car, registry);
      for (int i = 0; i < SEGMENTS; i++) {
        sealed.addAll(seal(outbox, Lane.TELEMETRY, ITEMS, 200));
      }
      sealed.addAll(seal(outbox, Lane.BULK, 20, 100 << 10));
      var identity = VehicleIdentity.read(enrolment.identity(car));
      assertThat(identity.vehicle()).isEqualTo(car);
      try (var uplink =
          new CoapUplink(
              new UplinkSettings("127.0.0.1", port, identity), PolicyInbox.CLOSED, random)) {
        uplink.start(outbox, item -> true);
        while (uplink.progress().items() < ITEMS) {
          Thread.sleep(2);
        }
        onshore.kill();
        onshore = start(port);
        assertThat(isEmptyInTime(outbox)).isTrue();
        assertThat(uplink.progress().connections()).isGreaterThan(1);
      }
      assertThat(bodiesIn(broker, enrolment.cipher())).containsAll(sealed);
    } finally {
      onshore.close();
    }
  }

  private ChildJvm start(int port) throws IOException {
    return ChildJvm.start(
        OnshoreMain.class,
        directory.resolve("onshore.log"),
        directory.toString(),
        Integer.toString(port));
  }

  private Outbox outbox(VehicleRef car) throws Exception {
    return EncryptedOutbox.open(
        OutboxSettings.of(car),
        DirectoryStorage.open(directory.resolve("outbox")),
        FileKeyVault.openOrCreate(directory.resolve("vault"), random),
        new EpochFile(directory.resolve("epoch")),
        InstantSource.system(),
        random);
  }

  private static List<Bytes> seal(Outbox outbox, Lane lane, int count, int length)
      throws IOException {
    var chain = new ChainId(outbox.vehicle(), outbox.epoch(), lane);
    ChainHead head = outbox.head(lane);
    List<Bytes> bodies = new ArrayList<>();
    Map<Long, SealedItem> items = new TreeMap<>();
    for (long number = head.nextNumber(); number < head.nextNumber() + count; number++) {
      var id = new ItemId(chain, number);
      Bytes payload = Records.bytes(length);
      Bytes body =
          new Item(id, "vehicle.speed", "fleet", 1_000, null, 0, List.of(), payload).encode();
      bodies.add(body);
      items.put(number, SealedItem.of(body));
    }
    var manifest =
        new Segment(
            chain,
            head.nextNumber(),
            head.previous(),
            bodies.stream().map(Digest::of).toList(),
            Digest.ZERO,
            1_000,
            1_000,
            "SYSTEM");
    var signed = new SignedSegment(manifest.encode(), SignedSegment.ED25519, Records.bytes(64));
    var segment = new SealedSegment(manifest, signed, items);
    assertThat(outbox.commit(new Commit(List.of(segment), Map.of(), List.of(), List.of())))
        .isTrue();
    return bodies;
  }

  private static boolean isEmptyInTime(Outbox outbox) throws InterruptedException {
    long started = System.nanoTime();
    long seen = outbox.version();
    while (!outbox.backlog().isEmpty() && System.nanoTime() - started < LIMIT.toNanos()) {
      seen = outbox.awaitChange(seen, Duration.ofMillis(100));
    }
    return outbox.backlog().isEmpty();
  }

  private static Set<Bytes> bodiesIn(String bootstrapServers, ItemCipher cipher) throws Exception {
    Set<Bytes> bodies = new HashSet<>();
    for (ConsumerRecord<String, byte[]> record : RawTopic.read(bootstrapServers)) {
      bodies.add(TestCiphers.plain(cipher, RawTopic.decode(record)));
    }
    return bodies;
  }
}
