package dev.breakwater.cli.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.ConsentSettings;
import dev.breakwater.agent.cabin.VaultBounds;
import dev.breakwater.agent.capture.Plan;
import dev.breakwater.agent.capture.mqtt.InVehicleAddress;
import dev.breakwater.agent.headunit.HeadUnitSettings;
import dev.breakwater.agent.keys.Pkcs11Settings;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.uplink.ReceiverAddress;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each option is when the file does not say, and what it becomes when it does. */
class SectionsTest {
  private static <T> T read(Section<T> section, String yaml) throws InvalidSourceException {
    return AgentConfiguration.read(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "car.yaml")
        .get(section);
  }

  @Test
  void installation() throws Exception {
    assertThat(InstallationSection.SECTION.preset())
        .isEqualTo(new InstallationSection(Path.of("breakwater-data")));
    assertThat(read(InstallationSection.SECTION, "installation: {data: /car}"))
        .isEqualTo(new InstallationSection(Path.of("/car")));
  }

  @Test
  void capture() throws Exception {
    assertThat(CaptureSection.SECTION.preset())
        .isEqualTo(
            new CaptureSection(
                Optional.empty(),
                Optional.empty(),
                false,
                new Plan("exterior.front", "incident.review", 1, 1500)));
    assertThat(
            read(
                CaptureSection.SECTION,
                """
                capture:
                  video: street.mp4
                  trace: signals.jsonl
                  real-time: true
                  sensor: exterior.rear
                  purpose: parking
                  every-nth: 5
                  max-frames: 100
                """))
        .isEqualTo(
            new CaptureSection(
                Optional.of(Path.of("street.mp4")),
                Optional.of(Path.of("signals.jsonl")),
                true,
                new Plan("exterior.rear", "parking", 5, 100)));
  }

  @Test
  void bus() throws Exception {
    assertThat(BusSection.SECTION.preset())
        .isEqualTo(
            new BusSection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "vss"));
    assertThat(read(BusSection.SECTION, "bus: {can-log: a.log, can-dbc: a.dbc, can-map: a.yaml}"))
        .isEqualTo(
            new BusSection(
                Optional.of(Path.of("a.log")),
                Optional.of(Path.of("a.dbc")),
                Optional.of(Path.of("a.yaml")),
                Optional.empty(),
                "vss"));
    assertThat(read(BusSection.SECTION, "bus: {mqtt: '10.0.0.7:1883', mqtt-prefix: car/vss}"))
        .isEqualTo(
            new BusSection(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new InVehicleAddress("10.0.0.7:1883")),
                "car/vss"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bus: {can-log: a.log}",
        "bus: {can-log: a.log, can-dbc: a.dbc}",
        "bus: {can-log: a, can-dbc: b, can-map: c, mqtt: '127.0.0.1:1883'}",
        "bus: {mqtt: '8.8.8.8:1883'}",
        "bus: {mqtt: 'broker.example:1883'}",
        "bus: {mqtt-prefix: 'vss/#'}"
      })
  void bus_optionsThatDoNotGoTogether_orLeadOutOfTheCar_areRefused(String yaml) {
    assertThatThrownBy(() -> read(BusSection.SECTION, yaml))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("car.yaml:1:");
  }

  @Test
  void policy() throws Exception {
    assertThat(PolicySection.SECTION.preset())
        .isEqualTo(new PolicySection(Optional.empty(), Optional.empty()));
    assertThat(read(PolicySection.SECTION, "policy: {directory: law, shadow: cn-auto}"))
        .isEqualTo(new PolicySection(Optional.of(Path.of("law")), Optional.of("cn-auto")));
  }

  @Test
  void outbox() throws Exception {
    assertThat(OutboxSection.SECTION.preset())
        .isEqualTo(new OutboxSection(256 << 20, Duration.ofDays(7)));
    assertThat(read(OutboxSection.SECTION, "outbox: {max-bytes: 2MiB, max-age: 12h}"))
        .isEqualTo(new OutboxSection(2 << 20, Duration.ofHours(12)));
  }

  @Test
  void uplink() throws Exception {
    assertThat(UplinkSection.SECTION.preset())
        .isEqualTo(new UplinkSection("127.0.0.1", 0, Optional.empty(), 0));
    String yaml =
        "uplink: {host: a.example, port: 5684, others: 'b.example:5685', bytes-per-second: 64KiB}";
    assertThat(read(UplinkSection.SECTION, yaml))
        .isEqualTo(
            new UplinkSection(
                "a.example",
                5684,
                Optional.of(List.of(new ReceiverAddress("b.example", 5685))),
                64 << 10));
  }

  @Test
  void health() throws Exception {
    assertThat(HealthSection.SECTION.preset()).isEqualTo(new HealthSection(0));
    assertThat(read(HealthSection.SECTION, "health: {port: 9464}"))
        .isEqualTo(new HealthSection(9464));
  }

  @Test
  void keys() throws Exception {
    assertThat(KeysSection.SECTION.preset())
        .isEqualTo(
            new KeysSection(
                KeysSection.Vault.FILE,
                Optional.empty(),
                new Pkcs11Settings(
                    Path.of("/usr/lib/softhsm/libsofthsm2.so"), "breakwater", "breakwater"),
                Optional.empty(),
                "BREAKWATER_PIN"));
    assertThat(
            read(
                KeysSection.SECTION,
                """
                keys:
                  vault: pkcs11
                  credential: /run/credential
                  library: /lib/hsm.so
                  token: car
                  label: car-7
                  pin-file: /run/pin
                  pin-variable: CAR_PIN
                """))
        .isEqualTo(
            new KeysSection(
                KeysSection.Vault.PKCS11,
                Optional.of(Path.of("/run/credential")),
                new Pkcs11Settings(Path.of("/lib/hsm.so"), "car", "car-7"),
                Optional.of(Path.of("/run/pin")),
                "CAR_PIN"));
  }

  @Test
  void keys_tokenWithoutAPin_saysWhereToPutIt() throws Exception {
    KeysSection section =
        read(KeysSection.SECTION, "keys: {vault: pkcs11, pin-variable: NO_SUCH_PIN}");

    assertThatThrownBy(() -> section.open(Path.of("unused"), new SecureRandom()))
        .hasMessageContaining("name 'pin-file' or set NO_SUCH_PIN");
  }

  @Test
  void consent() throws Exception {
    assertThat(ConsentSection.SECTION.preset())
        .isEqualTo(
            new ConsentSection(
                Optional.empty(), List.of(), 64 << 20, Duration.ofHours(24), true, List.of()));
    ConsentSection read =
        read(
            ConsentSection.SECTION,
            """
            consent:
              notice: texts
              functions: [navigation, voice-control]
              cabin-bytes: 1MiB
              cabin-age: 2h
              trust-system-clock: false
              assessments: [cloud-voice PIA-7]
            """);
    assertThat(read)
        .isEqualTo(
            new ConsentSection(
                Optional.of(Path.of("texts")),
                List.of(Purpose.NAVIGATION, Purpose.VOICE_CONTROL),
                1 << 20,
                Duration.ofHours(2),
                false,
                List.of(new ConsentSection.Assessment(Purpose.CLOUD_VOICE, "PIA-7"))));
    HeadUnitSection none = read(HeadUnitSection.SECTION, "head-unit: {enabled: false}");
    assertThat(read.of(Path.of("installed"), none))
        .isEqualTo(
            new ConsentSettings(
                Path.of("texts"),
                Set.of(Purpose.NAVIGATION, Purpose.VOICE_CONTROL),
                new VaultBounds(1 << 20, Duration.ofHours(2)),
                false,
                Map.of(Purpose.CLOUD_VOICE, "PIA-7"),
                null));
  }

  @Test
  void headUnit() throws Exception {
    assertThat(HeadUnitSection.SECTION.preset())
        .isEqualTo(new HeadUnitSection(true, "127.0.0.1", 0));
    HeadUnitSection read =
        read(HeadUnitSection.SECTION, "head-unit: {address: 10.0.0.7, port: 8443}");
    assertThat(read).isEqualTo(new HeadUnitSection(true, "10.0.0.7", 8443));
    ConsentSettings settings = ConsentSection.SECTION.preset().of(null, read);
    assertThat(settings.page()).isEqualTo(new HeadUnitSettings("10.0.0.7", 8443));
    assertThat(settings.functions()).isEqualTo(Purpose.BUILT_IN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "head-unit: {address: 0.0.0.0}",
        "head-unit: {address: 8.8.8.8}",
        "head-unit: {address: car.example}",
        "consent: {functions: [everything]}",
        "consent: {cabin-bytes: 0B}",
        "consent: {cabin-age: 0s}"
      })
  void consentAndPage_outOfRange_areRefusedWithTheirPlace(String yaml) {
    assertThatThrownBy(() -> read(ConsentSection.SECTION, yaml))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("car.yaml:1:");
  }

  @Test
  void commandLine_goesBeforeTheFile() {
    var file =
        new CaptureSection(Optional.of(Path.of("a")), Optional.of(Path.of("b")), false, plan());
    assertThat(file.or(Path.of("c"), null).video()).contains(Path.of("c"));
    assertThat(file.or(Path.of("c"), null).trace()).contains(Path.of("b"));
    assertThat(new PolicySection(Optional.empty(), Optional.of("s")).or(Path.of("d"), "t"))
        .isEqualTo(new PolicySection(Optional.of(Path.of("d")), Optional.of("t")));
    assertThat(new InstallationSection(Path.of("a")).or(Path.of("b")).data())
        .isEqualTo(Path.of("b"));
  }

  private static Plan plan() {
    return Plan.wholeDrive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uplink: {port: 65536}",
        "uplink: {port: -1}",
        "uplink: {port: many}",
        "uplink: {others: b.example}",
        "uplink: {bytes-per-second: 64}",
        "uplink: {port: [1]}",
        "outbox: {max-age: 7 days}",
        "outbox: {max-age: 1w}",
        "outbox: {max-bytes: 256}",
        "outbox: {max-bytes: 1TiB}",
        "capture: {every-nth: 0}",
        "capture: {max-frames: 1501}",
        "capture: {real-time: maybe}",
        "capture: {sensor: Front Camera}"
      })
  void valueOutOfRange_isRefusedWithItsPlace(String yaml) {
    assertThatThrownBy(() -> read(UplinkSection.SECTION, yaml))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageMatching(
            "(?s)car.yaml:1:\\d+: .* (expected here|is not host:port).*|(?s).*neither true nor false.*"
                + "|(?s).*an id has.*");
  }
}
