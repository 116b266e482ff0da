package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.cabin.VaultBounds;
import dev.breakwater.agent.capture.Plan;
import dev.breakwater.agent.capture.SignalInput;
import dev.breakwater.agent.consent.ConsentRefusedException;
import dev.breakwater.agent.consent.Erasures;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.agent.time.CloudTime;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.gate.Profile;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Signal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Consents end by a time that GNSS carries on, and never begins")
class OccupantsTest {
  @TempDir Path home;
  private TestCar car;
  private CloudTime cloud;
  private Anonymizer anonymizer;
  private Outbox outbox;
  private Occupants occupants;
  private Decider decider;

  @BeforeEach
  void start() throws Exception {
    car = new TestCar(home);
    cloud = new CloudTime(car.clocks().bootMillis());
    anonymizer = new Anonymizer(new ScriptedDetector(Set.of(), () -> {}), Profile.files());
    var consent =
        new ConsentSettings(null, Purpose.BUILT_IN, VaultBounds.DEFAULT, false, Map.of(), null);
    var settings =
        new AgentSettings(
            home,
            OutboxSettings.of(TestCar.VEHICLE),
            null,
            new SignalInput.None(),
            null,
            Plan.wholeDrive(),
            false,
            consent);
    var parts =
        new AgentParts(
            Laws.builtIn(),
            anonymizer,
            car.vault,
            new AckingUplink(),
            car.clocks(),
            new SecureRandom(),
            null,
            cloud);
    outbox = car.open(DirectoryStorage.open(home.resolve("outbox")));
    occupants = Occupants.open(settings, parts);
    occupants.serve(outbox, settings, parts, Erasures.NONE);
    decider = new Decider(parts.policies(), occupants.consents(), car.clocks().wall());
  }

  @AfterEach
  void stop() throws Exception {
    occupants.close();
    outbox.close();
    anonymizer.close();
  }

  @Test
  void gnss_beforeAnySourceThatCanBeTrusted_beginsNoTime() throws Exception {
    hear(Instant.ofEpochMilli(car.millis.get()), true);

    assertThatThrownBy(() -> occupants.desk().decide(car.grant(Purpose.NAVIGATION, State.YES)))
        .isInstanceOf(ConsentRefusedException.class);
  }

  @Test
  void gnss_ofALiveSource_endsWhatIsOverByIt() throws Exception {
    grantForSevenDays();
    hear(in(Duration.ofDays(6)), true);
    assertThat(position()).isEqualTo(Consent.YES);

    hear(in(Duration.ofDays(8)), true);

    assertThat(position()).isEqualTo(Consent.NOT_SET);
  }

  @Test
  void gnss_ofARecording_orThatIsNoTime_orFarAhead_changesNothing() throws Exception {
    grantForSevenDays();
    hear(in(Duration.ofDays(8)), false);
    occupants.hear(new Signal(Occupants.GNSS_TIME, "no fix"), now(), decider, true);
    occupants.hear(
        new Signal("Vehicle.Speed", in(Duration.ofDays(8)).toString()), now(), decider, true);
    hear(in(Duration.ofDays(40)), true);

    assertThat(position()).isEqualTo(Consent.YES);
  }

  @Test
  void gnss_whileNoOtherSourceSpeaks_keepsTheTimeKnown() throws Exception {
    grantForSevenDays();
    for (int hour = 0; hour < 30; hour++) {
      car.pass(Duration.ofHours(1));
      hear(now(), true);
    }
    assertThat(position()).isEqualTo(Consent.YES);

    car.pass(Duration.ofHours(25));
    assertThat(position()).as("unknown for a day").isEqualTo(Consent.NOT_SET);
  }

  private void grantForSevenDays() throws Exception {
    cloud.heard(now());
    car.pass(Duration.ofSeconds(2));
    occupants.tick();
    occupants.desk().decide(car.grant(Purpose.NAVIGATION, State.YES));
    assertThat(position()).isEqualTo(Consent.YES);
  }

  private void hear(Instant said, boolean live) throws Exception {
    occupants.hear(new Signal(Occupants.GNSS_TIME, said.toString()), now(), decider, live);
  }

  private Instant now() {
    return car.clocks().wall().instant();
  }

  private Instant in(Duration time) {
    return now().plus(time);
  }

  private Consent position() {
    return occupants.consents().of("position.precise");
  }
}
