package dev.breakwater.agent.statutory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.MemoryStorage;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.Soundness;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.agent.statutory.packet.Block;
import dev.breakwater.agent.statutory.packet.Command;
import dev.breakwater.agent.statutory.packet.DataUnit;
import dev.breakwater.agent.statutory.packet.Edition;
import dev.breakwater.agent.statutory.packet.PacketReader;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.jurisdiction.OnshoreNetworks;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StatutoryReceipt;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("C15: what the law wants reported flows, and nothing else does")
class StatutoryLaneTest {
  private static final Schedule QUICK =
      new Schedule(
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofMillis(100),
          Duration.ofMillis(500));

  @TempDir Path home;
  private TestCar car;
  private TestPlatform platform;

  @BeforeEach
  void open() throws IOException {
    car = new TestCar(home);
    platform = TestPlatform.plain();
  }

  @AfterEach
  void close() throws IOException {
    platform.close();
  }

  private StatutoryLane lane(Edition edition, PolicyPack pack, InstantSource clock)
      throws IOException {
    var settings =
        new StatutorySettings(
            new Terminal(edition, "LTEST0000BREAKWTR", "89860440100000000001"),
            new Platform("127.0.0.1", platform.port(), List.of(), new OnshoreNetworks(List.of())),
            QUICK,
            StoreSettings.STANDARD);
    var clocks = new Clocks(clock, () -> System.nanoTime() / 1_000_000, "TEST");
    return StatutoryLane.open(
        settings,
        decider(pack, clock),
        car.vault,
        DirectoryStorage.open(home.resolve("statutory")),
        clocks,
        new SecureRandom());
  }

  private static Decider decider(PolicyPack pack, InstantSource clock) {
    var consents = new Consents(Map.of("position", Consent.NO, "statutory", Consent.NO));
    return new Decider(new PoliciesInForce(PolicyEngine.compile(pack)), consents, clock);
  }

  @ParameterizedTest
  @EnumSource(Edition.class)
  void lane_consentRefused_reportsPositionAndVehicleAllTheSame(Edition edition) throws Exception {
    try (var lane = lane(edition, PolicyPack.cnCar(), InstantSource.system())) {
      lane.observe(new Signal("Vehicle.Speed", "62.5"));
      lane.observe(new Signal("Vehicle.CurrentLocation.Latitude", "39.916527"));
      lane.observe(new Signal("Vehicle.CurrentLocation.Longitude", "116.397128"));
      lane.observe(new Signal("Vehicle.Cabin.Seat.Row1.DriverSide.IsOccupied", "true"));
      lane.start();
      await(Command.REPORT, 1);
    }
    var report = platform.received(Command.REPORT).get(0);
    assertThat(PacketReader.read(report.bytes()).lines())
        .filteredOn(line -> line.field().matches("vehicle.speed|position.*"))
        .extracting(line -> line.field() + " " + line.text())
        .contains(
            "vehicle.speed 62.5 km/h",
            "position.fix none",
            "position.longitude 116.397128 °",
            "position.latitude 39.916527 °");
    assertThat(((DataUnit.Report) report.packet().unit()).blocks())
        .extracting(block -> block.table().name())
        .containsExactlyInAnyOrder("vehicle", "position", "alarm");
    assertThat(platform.received(Command.VEHICLE_LOGOUT)).hasSize(1);
  }

  private void await(Command command, int count) throws InterruptedException {
    for (int i = 0; platform.received(command).size() < count; i++) {
      assertThat(i).as("waited too long for %s", command).isLessThan(1500);
      Thread.sleep(10);
    }
  }

  @Test
  void lane_policyThatDoesNotKnowTheDuty_neverConnects() throws Exception {
    try (var lane = lane(Edition.V2025, PolicyPack.cnAuto(), InstantSource.system())) {
      lane.start();
      Thread.sleep(300);
    }
    assertThat(platform.received).isEmpty();
  }

  @Test
  void lane_settledMessages_areSealedOnceInTheStatutoryChain() throws Exception {
    var clock = car.clocks().wall();
    var storage = new MemoryStorage();
    Outbox outbox = car.open(storage);
    var decider = decider(PolicyPack.cnCar(), clock);
    var sealer = new Sealer(outbox, decider, car.vault, car.clocks());
    try (var lane = lane(Edition.V2025, PolicyPack.cnCar(), clock)) {
      lane.gather(clock.instant());
      lane.start();
      await(Command.VEHICLE_LOGIN, 1);
      await(Command.HEARTBEAT, 2);
      long reached = lane.receipts(0, sealer::seal);
      sealer.advance(StatutoryLane.CURSOR, reached);
      assertThat(sealer.commit()).isTrue();
      assertThat(lane.receipts(sealed(outbox), this::unexpected)).isEqualTo(reached);
    }

    assertThat(receipts(outbox))
        .extracting(StatutoryReceipt::command)
        .contains("VEHICLE_LOGIN", "REISSUE");
    assertThat(decider.mayLeave(items(outbox).get(0))).isTrue();
    Soundness.assertSound(outbox);
  }

  private static long sealed(Outbox outbox) {
    return outbox.cursors().getOrDefault(StatutoryLane.CURSOR, 0L);
  }

  private void unexpected(Object cleared, StatutoryReceipt receipt) {
    // A report of the second in which the lane ticks may have been settled meanwhile.
    assertThat(receipt.command()).isIn("REPORT", "REISSUE");
  }

  private static List<Item> items(Outbox outbox) throws Exception {
    List<Item> items = new ArrayList<>();
    for (var segment : outbox.pending(Lane.STATUTORY, 9)) {
      for (var id : segment.items()) {
        items.add(Item.decode(outbox.item(id)));
      }
    }
    return items;
  }

  private static List<StatutoryReceipt> receipts(Outbox outbox) throws Exception {
    List<StatutoryReceipt> receipts = new ArrayList<>();
    for (Item item : items(outbox)) {
      receipts.add(StatutoryReceipt.decode(item.payload()));
    }
    return receipts;
  }

  @Test
  void readings_valuesThatAreNone_leaveTheFieldInvalid() {
    var readings = new Readings(Edition.V2025);
    for (String value : List.of("fast", "NaN", "Infinity", "", "-1", "1e9")) {
      readings.observe(new Signal("Vehicle.Speed", value));
    }
    readings.observe(new Signal("Vehicle.CurrentLocation.Latitude", "91"));
    readings.observe(new Signal("Vehicle.CurrentLocation.Longitude", "-71.5"));

    assertThat(named(readings, "vehicle").row().number("speed")).isEqualTo(0xFFFF);
    Block position = named(readings, "position");
    assertThat(position.row().number("fix")).as("west, and not valid").isEqualTo(5);
    assertThat(position.row().number("longitude")).isEqualTo(71_500_000);
  }

  private static Block named(Readings readings, String table) {
    return readings.blocks().stream()
        .filter(block -> block.table().name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void terminal_wrongVinOrIccid_isRefusedWithoutShowingIt() {
    for (String vin : List.of("SHORT", "lower00000000case", "LTEST0000BREAK TR")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Terminal(Edition.V2025, vin, "89860440100000000001"))
          .withMessageNotContaining(vin);
    }
    var terminal = new Terminal(Edition.V2025, "LTEST0000BREAKWTR", "89860440100000000001");
    assertThat(terminal.toString()).doesNotContain("BREAKWTR").doesNotContain("8986");
  }

  @Test
  void schedule_rarerThanTheStandardAllows_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Schedule(
                    Duration.ofSeconds(31),
                    QUICK.heartbeat(),
                    QUICK.answer(),
                    QUICK.retry(),
                    QUICK.pause()));
  }
}
