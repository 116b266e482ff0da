package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.cabin.VaultBounds;
import dev.breakwater.agent.capture.Plan;
import dev.breakwater.agent.capture.SignalInput;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.wire.CabinExcerpt;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.StayedInCar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "Of the cabin, only a function of the list leaves, each by its own consent (CAAM item 3)")
class CabinFunctionsTest {
  private static final List<String> SENSORS =
      List.of("camera", "microphone", "voice", "remote-view", "cloud-recording");
  private static final Map<Purpose, String> ASSESSED =
      Map.of(Purpose.CLOUD_VOICE, "PIA-1", Purpose.REMOTE_VIEW, "PIA-2");

  @TempDir Path directory;
  private Path home;
  private Path cabin;
  private TestCar car;
  private AckingUplink uplink;

  @BeforeEach
  void makeSensors() throws Exception {
    home = Files.createDirectories(directory.resolve("home"));
    cabin = directory.resolve("cabin");
    for (String sensor : SENSORS) {
      Path samples = Files.createDirectories(cabin.resolve(sensor));
      Files.writeString(samples.resolve("1.raw"), "of the " + sensor + ", 1");
      Files.writeString(samples.resolve("2.raw"), "of the " + sensor + ", 2");
    }
    car = new TestCar(home);
    uplink = new AckingUplink();
  }

  private void drive(Map<Purpose, String> assessments) throws Exception {
    var consent =
        new ConsentSettings(
            null, Set.of(Purpose.values()), VaultBounds.DEFAULT, true, assessments, null);
    var settings =
        new AgentSettings(
            home,
            OutboxSettings.of(TestCar.VEHICLE),
            null,
            new SignalInput.None(),
            cabin,
            Plan.wholeDrive(),
            false,
            consent);
    try (var anonymizer =
        new Anonymizer(new ScriptedDetector(Set.of(), () -> {}), Profile.files())) {
      new Agent(
              settings,
              new AgentParts(
                  Laws.builtIn(), anonymizer, car.vault, uplink, car.clocks(), new SecureRandom()))
          .run();
    }
  }

  private List<Item> received(String beginning) {
    return uplink.received.values().stream()
        .filter(item -> item.category().startsWith(beginning))
        .toList();
  }

  private long stayed(String category) throws Exception {
    long count = 0;
    for (Item item : received(StayedInCar.CATEGORY)) {
      StayedInCar statement = StayedInCar.decode(item.payload());
      count += statement.category().equals(category) ? statement.count() : 0;
    }
    return count;
  }

  @Test
  void consentToVoice_letsVoiceOut_andNothingElse() throws Exception {
    car.book(home).decide(car.grant(Purpose.CLOUD_VOICE, State.YES));

    drive(ASSESSED);

    List<Item> cabinItems = received("cabin.");
    assertThat(cabinItems).extracting(Item::category).containsOnly("cabin.voice").hasSize(2);
    for (int i = 0; i < cabinItems.size(); i++) {
      Item item = cabinItems.get(i);
      CabinExcerpt excerpt = CabinExcerpt.decode(item.payload());
      String text = new String(excerpt.content().toArray(), StandardCharsets.UTF_8);
      assertThat(text).isEqualTo("of the voice, " + (i + 1));
      assertThat(excerpt.function()).isEqualTo("cloud-voice");
      assertThat(item.consentEpoch()).isEqualTo(1);
      assertThat(item.subject()).isNotNull();
    }
    for (String other : List.of("camera", "microphone", "remote-view", "cloud-recording")) {
      assertThat(stayed("cabin." + other)).as(other).isEqualTo(2);
    }
    assertThat(home.resolve("cabin-vault")).doesNotExist();
  }

  @Test
  void nobodyDecided_nothingOfTheCabinLeaves() throws Exception {
    drive(ASSESSED);

    assertThat(received("cabin.")).isEmpty();
    assertThat(stayed("cabin.voice")).isEqualTo(2);
  }

  @Test
  @DisplayName("PIPL Art. 55")
  void consentWithoutAnImpactAssessment_letsNothingOut_andOpensNothing() throws Exception {
    car.book(home).decide(car.grant(Purpose.CLOUD_VOICE, State.YES));
    // Who opened it would wait for ever.
    Path pipe = cabin.resolve("voice/3.raw");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    drive(Map.of());

    assertThat(received("cabin.")).isEmpty();
    assertThat(stayed("cabin.voice")).isEqualTo(3);
  }

  @Test
  void consentInTheCar_toTheCamera_keepsItInTheVault() throws Exception {
    car.book(home).decide(car.grant(Purpose.DRIVER_MONITORING, State.IN_VEHICLE));

    drive(ASSESSED);

    assertThat(received("cabin.")).isEmpty();
    try (Stream<Path> kept = Files.list(home.resolve("cabin-vault"))) {
      assertThat(kept).containsExactly(home.resolve("cabin-vault/driver-monitoring"));
    }
  }

  @Test
  void sampleTooLargeForAFunction_staysAndIsCounted() throws Exception {
    Files.write(cabin.resolve("voice/1.raw"), new byte[CabinExcerpt.MAX_CONTENT_BYTES + 1]);
    car.book(home).decide(car.grant(Purpose.CLOUD_VOICE, State.YES));

    drive(ASSESSED);

    assertThat(received("cabin.")).hasSize(1);
    assertThat(stayed("cabin.voice")).isEqualTo(1);
  }

  @Test
  @DisplayName("Persons of one trip are not linked to those of another")
  void trips_nameTheirPeopleAnew() throws Exception {
    car.book(home).decide(car.grant(Purpose.CLOUD_VOICE, State.YES));
    drive(ASSESSED);
    Set<String> first = subjects();
    Files.writeString(cabin.resolve("voice/9.raw"), "later");
    uplink = new AckingUplink();
    drive(ASSESSED);

    assertThat(first).hasSize(1).doesNotContain(TestCar.VEHICLE.value());
    assertThat(subjects()).hasSize(1).doesNotContainAnyElementsOf(first);
  }

  private Set<String> subjects() {
    return received("cabin.").stream()
        .map(item -> String.valueOf(item.subject()))
        .collect(java.util.stream.Collectors.toSet());
  }
}
