package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.consent.Erasures;
import dev.breakwater.agent.proof.Unlogged;
import dev.breakwater.agent.statutory.Platform;
import dev.breakwater.agent.statutory.Schedule;
import dev.breakwater.agent.statutory.StatutorySettings;
import dev.breakwater.agent.statutory.StoreSettings;
import dev.breakwater.agent.statutory.Terminal;
import dev.breakwater.agent.statutory.TestPlatform;
import dev.breakwater.agent.statutory.packet.Command;
import dev.breakwater.agent.statutory.packet.Edition;
import dev.breakwater.agent.survey.Circle;
import dev.breakwater.agent.survey.HttpsSurveyingUnit;
import dev.breakwater.agent.survey.SensitiveAreas;
import dev.breakwater.agent.survey.TestUnit;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.jurisdiction.OnshoreNetworks;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.StatutoryReceipt;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.UnloggedItem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten frames in a second, on the way through a sensitive area. */
@DisplayName("What the law makes a car do beside its drive")
class AgentDutiesTest {
  private static final String VIN = "LTEST0000BREAKWTR";
  private static final SensitiveAreas AREAS =
      new SensitiveAreas(List.of(new Circle(39_900_000, 116_400_000, 1000)));

  @TempDir Path directory;
  private final Map<String, Item> received = new TreeMap<>();
  private TestCar car;
  private Path home;
  private Path camera;
  private Path trace;

  @BeforeEach
  void makeDrive() throws IOException {
    home = Files.createDirectories(directory.resolve("home"));
    car = new TestCar(home);
    camera = Files.createDirectories(directory.resolve("camera"));
    for (int i = 0; i < 10; i++) {
      var picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(picture, "png", camera.resolve("%02d.png".formatted(i)).toFile());
    }
    trace =
        Files.writeString(
            directory.resolve("trace.jsonl"),
            place(0, "39.95") + place(300, "39.9") + place(700, "39.85"));
  }

  private static String place(int millis, String latitude) {
    return """
    {"t": %1$d, "path": "Vehicle.CurrentLocation.Latitude", "value": "%2$s"}
    {"t": %1$d, "path": "Vehicle.CurrentLocation.Longitude", "value": "116.4"}
    {"t": %1$d, "path": "Vehicle.Speed", "value": "62.5"}
    """
        .formatted(millis, latitude);
  }

  private void drive(Duties duties) throws Exception {
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnCar()));
    try (var anonymizer =
        new Anonymizer(
            new ScriptedDetector(Set.of(), AgentDutiesTest::takeTime), Profile.files())) {
      var parts =
          new AgentParts(
              policies,
              anonymizer,
              car.vault,
              new AckingUplink(received),
              car.clocks(),
              new SecureRandom());
      new Agent(AgentSettings.of(home, TestCar.VEHICLE, camera, trace, null), parts, duties).run();
    }
  }

  private static void takeTime() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Item> items(String category) {
    return received.values().stream().filter(item -> item.category().equals(category)).toList();
  }

  private List<Long> frames() throws Exception {
    ClipManifest manifest = ClipManifest.decode(items(ClipManifest.CATEGORY).get(0).payload());
    return manifest.frames().stream().map(GateAttestation::frame).toList();
  }

  @Test
  @DisplayName(
      "Auto Provisions Art. 3(1): the frames of the area are dropped, and the others leave")
  void agent_throughASensitiveArea_takesNoPictureInIt() throws Exception {
    drive(new Duties(null, AREAS, null, Accounts.NONE));

    assertThat(frames()).containsExactly(0L, 1L, 2L, 7L, 8L, 9L);
    List<StayedInCar> refused = new ArrayList<>();
    for (Item item : items(StayedInCar.CATEGORY)) {
      StayedInCar statement = StayedInCar.decode(item.payload());
      if (statement.category().equals("exterior.frame")) {
        refused.add(statement);
      }
    }
    assertThat(refused).hasSize(1);
    assertThat(refused.get(0).count()).isEqualTo(4);
    assertThat(refused.get(0).rules()).contains("auto-3-1.sensitive-area.frame");
  }

  @Test
  void agent_thatWasToldNoArea_takesEveryPicture() throws Exception {
    drive(Duties.NONE);

    assertThat(frames()).hasSize(10);
  }

  @Test
  @DisplayName("DSL Art. 27: what runs, and what the log does not have, is told once")
  void agent_startedTwice_tellsWhatRunsAndWhatIsNotLoggedOnce() throws Exception {
    var software = new RunningSoftware("1.0", Digest.ZERO, List.of(), 5);
    var missing = new UnloggedItem(1, Lane.BULK, 9, Digest.ZERO, 5, 6, "the log does not have it");
    Unlogged unlogged =
        new Unlogged() {
          @Override
          public List<Incident> after(long number) {
            return number < 1 ? List.of(new Incident(1, missing)) : List.of();
          }

          @Override
          public void sealed(long number) {}
        };
    var duties = new Duties(null, null, null, new Accounts(software, unlogged, Erasures.NONE));
    drive(duties);
    drive(duties);

    assertThat(items(RunningSoftware.CATEGORY))
        .extracting(item -> RunningSoftware.decode(item.payload()))
        .containsExactly(software);
    Item incident = items(UnloggedItem.CATEGORY).get(0);
    assertThat(items(UnloggedItem.CATEGORY)).hasSize(1);
    assertThat(UnloggedItem.decode(incident.payload())).isEqualTo(missing);
    assertThat(incident.id().chain().lane()).isEqualTo(Lane.INCIDENT);
  }

  @Test
  @DisplayName("C12: a clip carries no position, whatever the car knows of its own")
  void agent_clipThatLeaves_holdsNoCoordinate() throws Exception {
    drive(new Duties(null, AREAS, null, Accounts.NONE));

    for (Item item : received.values()) {
      if (item.category().startsWith("exterior.")) {
        assertThat(new String(item.payload().toArray(), StandardCharsets.ISO_8859_1))
            .doesNotContain("116.4", "39.95", "39.85", "Latitude", "GPS", "Exif");
      }
    }
  }

  @Test
  @DisplayName("C12: positions go to the surveying unit, but not those of the area; none to us")
  void agent_withASurveyingUnit_deliversPositionsThereAndSealsNone() throws Exception {
    try (var unit = new TestUnit()) {
      var surveyor = new QualifiedUnit(new HttpsSurveyingUnit(unit.endpoint()), "PIA-7");
      drive(new Duties(null, AREAS, surveyor, Accounts.NONE));

      assertThat(unit.bodies).hasSize(2);
      assertThat(unit.bodies.get(0)).contains("\"latitude\":39.95,\"longitude\":116.4}");
      assertThat(unit.bodies.get(1)).contains("\"latitude\":39.85,\"longitude\":116.4}");
    }
    List<StayedInCar> refused = new ArrayList<>();
    for (Item item : received.values()) {
      assertThat(item.category()).doesNotStartWith("geo.").doesNotStartWith("position.");
      assertThat(new String(item.payload().toArray(), StandardCharsets.ISO_8859_1))
          .doesNotContain("39.95", "39.85");
      if (item.category().equals(StayedInCar.CATEGORY)) {
        refused.add(StayedInCar.decode(item.payload()));
      }
    }
    assertThat(refused)
        .filteredOn(each -> each.category().equals("geo.raw"))
        .singleElement()
        .satisfies(one -> assertThat(one.rules()).contains("auto-3-1.sensitive-area.geodata"))
        .satisfies(one -> assertThat(one.count()).isEqualTo(1));
  }

  @Test
  @DisplayName("C15: the platform gets its reports, the statutory chain their receipts")
  void agent_withAPlatform_reportsAndSealsWhatBecameOfIt() throws Exception {
    try (var platform = TestPlatform.plain()) {
      drive(new Duties(statutory(platform.port()), null, null, Accounts.NONE));

      assertThat(platform.received(Command.VEHICLE_LOGIN)).hasSize(1);
      assertThat(platform.received(Command.VEHICLE_LOGOUT)).hasSize(1);
      List<Digest> sent = platform.received.stream().map(each -> Digest.of(each.bytes())).toList();
      List<Item> receipts = items(StatutoryReceipt.CATEGORY);
      assertThat(receipts).hasSizeGreaterThanOrEqualTo(3);
      for (Item item : receipts) {
        assertThat(item.id().chain().lane()).isEqualTo(Lane.STATUTORY);
        assertThat(sent).contains(StatutoryReceipt.decode(item.payload()).message());
      }
    }
    for (Item item : received.values()) {
      assertThat(new String(item.payload().toArray(), StandardCharsets.ISO_8859_1))
          .doesNotContain(VIN);
    }
  }

  private static StatutorySettings statutory(int port) {
    return new StatutorySettings(
        new Terminal(Edition.V2025, VIN, "89860440100000000001"),
        new Platform("127.0.0.1", port, List.of(), new OnshoreNetworks(List.of())),
        new Schedule(
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofMillis(500)),
        StoreSettings.STANDARD);
  }
}
