package dev.breakwater.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.broker.FreePorts;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.PlainText;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.VehicleRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real car and a real receiver with its broker; between them a network that does its worst. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnsteadyNetworkTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration WAKE_UP_LIMIT = Duration.ofSeconds(1);
  private static final Duration RESTART_LIMIT = Duration.ofSeconds(5);
  private static final long SEED = 20261126;

  private final Path directory;
  private final Enrolment enrolment;
  private final int receiverPort;
  private ChildJvm onshore;
  private ChildJvm relay;
  private SendingCar car;

  UnsteadyNetworkTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.enrolment = new Enrolment(directory);
    this.receiverPort = FreePorts.udp();
    this.onshore = startOnshore();
  }

  @BeforeEach
  void start() throws Exception {
    VehicleRef vehicle = enrolment.newVehicle();
    Path own = Files.createDirectory(directory.resolve("car-" + vehicle.value()));
    relay =
        ChildJvm.start(
            RelayMain.class,
            directory.resolve("relay.log"),
            Integer.toString(receiverPort),
            Long.toString(SEED),
            capture().toString());
    try (var registry = new VehicleRegistry(onshore.told(), InstantSource.system())) {
      enrolment.enrol(vehicle, registry);
    }
    var identity = VehicleIdentity.read(enrolment.identity(vehicle));
    car = new SendingCar(own, identity);
  }

  @AfterEach
  void stop() throws IOException {
    car.close();
    relay.close();
  }

  @AfterAll
  void stopOnshore() {
    onshore.close();
  }

  @Test
  void networkAtItsWorst_everyItemIsStoredOnceOrHasATombstone() throws Exception {
    driveThrough(Duration.ofSeconds(4), 0, 15);
  }

  @Test
  @Tag("soak")
  void networkCutForTenMinutes_everyItemIsStoredOnceOrHasATombstone() throws Exception {
    driveThrough(Duration.ofMinutes(10), 2_000, 30);
  }

  /** Loss and reordering all the time; a cut long enough to fill the outbox; another port. */
  private void driveThrough(Duration cut, int delayMillis, int lossPercent) throws Exception {
    ask("loss " + lossPercent);
    ask("delay %d %d".formatted(delayMillis, delayMillis + 100));
    try (var uplink = car.depart(relayPort())) {
      assertThat(car.seal(values(10, 10))).isTrue();
      Thread.sleep(1_000);
      ask("cut " + cut.toMillis());
      long started = System.nanoTime();
      while (car.outbox().pending(Lane.CONTROL, 1).isEmpty()) {
        assertThat(car.seal(values(25, 800))).isTrue();
      }
      Thread.sleep(Math.max(0, cut.toMillis() - (System.nanoTime() - started) / 1_000_000));
      ask("rebind");
      assertThat(car.seal(values(10, 10))).isTrue();
      assertThat(car.isEmptyWithin(cut.plus(LIMIT).plusSeconds(delayMillis / 4))).isTrue();
      assertThat(uplink.progress().refusals()).isZero();
    }
    assertAllAccountedFor();
  }

  private static String[] values(int count, int bytes) {
    return Stream.generate(() -> "x".repeat(bytes)).limit(count).toArray(String[]::new);
  }

  private void assertAllAccountedFor() throws Exception {
    Map<ItemId, Digest> stored = new HashMap<>();
    Set<Long> buried = new HashSet<>();
    ItemCipher cipher = enrolment.cipher();
    for (var record : RawTopic.read(onshore.told())) {
      RawRecord raw = RawTopic.decode(record);
      if (raw.kind() == RawRecord.Kind.ITEM) {
        Bytes body = TestCiphers.plain(cipher, raw);
        Item item = Item.decode(body);
        if (!item.id().chain().vehicle().equals(car.vehicle())) {
          continue;
        }
        Digest digest = Digest.of(body);
        assertThat(stored.merge(item.id(), digest, (first, second) -> first))
            .as("%s has one content", item.id())
            .isEqualTo(digest);
        if (item.category().equals(Tombstone.CATEGORY)) {
          buried.add(Tombstone.decode(item.payload()).number());
        }
      }
    }
    assertThat(buried).as("the cut filled the outbox").isNotEmpty();
    Set<Long> there = new HashSet<>();
    stored.keySet().stream()
        .filter(id -> id.chain().lane() == Lane.TELEMETRY)
        .forEach(id -> there.add(id.number()));
    for (long number = 0; number < car.sealed(); number++) {
      assertThat(there.contains(number) ^ buried.contains(number)).as("item %d", number).isTrue();
    }
  }

  @Test
  void carThatSlept_withAnotherPortAfterwards_goesOnWithoutAHandshakeInASecond() throws Exception {
    try (var uplink = car.depart(relayPort())) {
      car.seal("before");
      assertThat(car.isEmptyWithin(LIMIT)).isTrue();
      long hellos = Capture.read(capture()).clientHellos();
      Thread.sleep(3_000);
      ask("rebind");

      long woken = System.nanoTime();
      car.seal("after");
      assertThat(car.isEmptyWithin(LIMIT)).isTrue();
      Duration took = Duration.ofNanos(System.nanoTime() - woken);

      assertThat(took).isLessThan(WAKE_UP_LIMIT);
      assertThat(Capture.read(capture()).clientHellos()).isEqualTo(hellos);
      assertThat(uplink.progress().connections()).isEqualTo(1);
      System.out.printf("first item after wake-up: %d ms%n", took.toMillis());
    }
  }

  @Test
  void tunnel_ofTenSeconds_isLeftWithoutGivingUpTheSession() throws Exception {
    try (var uplink = car.depart(relayPort())) {
      car.seal("before");
      assertThat(car.isEmptyWithin(LIMIT)).isTrue();
      ask("cut 10000");
      car.seal("in the tunnel");
      assertThat(car.isEmptyWithin(Duration.ofSeconds(9))).isFalse();
      assertThat(uplink.progress().trouble()).isEqualTo("the receiver is silent");
      assertThat(car.isEmptyWithin(Duration.ofSeconds(6))).isTrue();
      assertThat(uplink.progress().trouble()).isEmpty();
    }
  }

  @Test
  void eachTrip_hasAConnectionIdOfItsOwn_andNothingReadable() throws Exception {
    List<String> secrets = List.of("LSVAU2180N2183294", "\u7ca4B12345", "31.23041,121.47370");
    List<Set<String>> trips = new ArrayList<>();
    Set<String> before = new HashSet<>();
    for (int trip = 0; trip < 2; trip++) {
      try (var uplink = car.depart(relayPort())) {
        secrets.forEach(secret -> sealOne(secret));
        assertThat(car.isEmptyWithin(LIMIT)).isTrue();
        assertThat(uplink.progress().connections()).isEqualTo(1);
      }
      Set<String> ids = Capture.read(capture()).connectionIds();
      ids.removeAll(before);
      before.addAll(ids);
      trips.add(ids);
    }
    assertThat(trips.get(0)).hasSize(1);
    assertThat(trips.get(1)).hasSize(1);

    byte[] sent = all(Capture.read(capture()));
    for (String secret : secrets) {
      assertThat(PlainText.isFound(secret, sent)).as(secret).isFalse();
      for (byte[] planted : PlainText.planted(secret)) {
        assertThat(PlainText.isFound(secret, planted)).as("the search finds %s", secret).isTrue();
      }
    }
  }

  private void sealOne(String value) {
    try {
      car.seal(value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void receiverKilled_whenItIsBack_acknowledgesWithinFiveSeconds() throws Exception {
    try (var uplink = car.depart(relayPort())) {
      car.seal("before");
      assertThat(car.isEmptyWithin(LIMIT)).isTrue();
      onshore.kill();
      car.seal("while it is away");
      onshore = startOnshore();
      long back = System.nanoTime();
      assertThat(car.isEmptyWithin(LIMIT)).isTrue();
      Duration took = Duration.ofNanos(System.nanoTime() - back);

      assertThat(took).isLessThan(RESTART_LIMIT);
      assertThat(uplink.progress().connections()).isEqualTo(2);
      System.out.printf("first acknowledgement after a restart: %d ms%n", took.toMillis());
    }
  }

  private static byte[] all(Capture capture) {
    var all = new ByteArrayOutputStream();
    capture.datagrams().forEach(all::writeBytes);
    return all.toByteArray();
  }

  private void ask(String command) throws IOException {
    assertThat(relay.ask(command)).isEqualTo("ok");
  }

  private Path capture() {
    return directory.resolve("capture");
  }

  private int relayPort() {
    return Integer.parseInt(relay.told());
  }

  private ChildJvm startOnshore() throws IOException {
    return ChildJvm.start(
        OnshoreMain.class,
        directory.resolve("onshore.log"),
        directory.toString(),
        Integer.toString(receiverPort));
  }
}
