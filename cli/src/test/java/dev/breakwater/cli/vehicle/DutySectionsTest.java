package dev.breakwater.cli.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.statutory.Schedule;
import dev.breakwater.agent.statutory.StoreSettings;
import dev.breakwater.agent.statutory.Terminal;
import dev.breakwater.agent.statutory.packet.Edition;
import dev.breakwater.agent.survey.UnitEndpoint;
import dev.breakwater.policy.jurisdiction.Network;
import dev.breakwater.policy.jurisdiction.OnshoreNetworks;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of the statutory lane and of surveying are, and what they become. */
class DutySectionsTest {
  private static <T> T read(Section<T> section, String yaml) throws InvalidSourceException {
    return AgentConfiguration.read(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "car.yaml")
        .get(section);
  }

  @Test
  void statutory() throws Exception {
    StatutorySection preset = StatutorySection.SECTION.preset();
    assertThat(preset)
        .isEqualTo(
            new StatutorySection(
                Optional.empty(),
                32960,
                Edition.V2025,
                Optional.empty(),
                Optional.empty(),
                new OnshoreNetworks(List.of()),
                Schedule.STANDARD,
                StoreSettings.STANDARD));
    assertThat(preset.settings()).isEmpty();

    StatutorySection read =
        read(
            StatutorySection.SECTION,
            """
            statutory:
              host: platform.example
              port: 9000
              edition: v2016
              terminal-file: /etc/terminal
              authority: /etc/authority.pem
              onshore-networks: [203.0.113.0/24]
              report-every: 30s
              heartbeat-after: 1min
              answer-within: 5s
              retry-after: 2min
              pause-after: 1h
              max-bytes: 8MiB
              keep: 14d
            """);

    assertThat(read.host()).contains("platform.example");
    assertThat(read.port()).isEqualTo(9000);
    assertThat(read.edition()).isEqualTo(Edition.V2016);
    assertThat(read.terminalFile()).contains(Path.of("/etc/terminal"));
    assertThat(read.authority()).contains(Path.of("/etc/authority.pem"));
    assertThat(read.onshore().listed()).hasToString("[203.0.113.0/24]");
    assertThat(read.schedule())
        .isEqualTo(
            new Schedule(
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                Duration.ofHours(1)));
    assertThat(read.store()).isEqualTo(new StoreSettings(8 << 20, Duration.ofDays(14)));
  }

  @Test
  void statutory_whatTheStandardForbids_isRefused() {
    for (String option :
        List.of("report-every: 31s", "keep: 6d", "max-bytes: 1MiB", "host: platform.example")) {
      assertThatThrownBy(
              () -> read(StatutorySection.SECTION, "statutory:\n  %s\n".formatted(option)))
          .as(option)
          .isInstanceOf(InvalidSourceException.class);
    }
  }

  @Test
  void statutory_terminalFile_holdsVinAndIccid(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("terminal");
    Files.writeString(file, "LTEST0000BREAKWTR\n89860440100000000001\n");
    StatutorySection section =
        read(
            StatutorySection.SECTION,
            "statutory: {host: 127.0.0.1, terminal-file: %s}".formatted(file));

    assertThat(section.settings().orElseThrow().terminal())
        .isEqualTo(new Terminal(Edition.V2025, "LTEST0000BREAKWTR", "89860440100000000001"));
    for (String wrong : List.of("", "LTEST0000BREAKWTR\n", "SHORT\n89860440100000000001\n")) {
      Files.writeString(file, wrong);
      assertThatThrownBy(section::settings).isInstanceOf(IOException.class);
    }
  }

  @Test
  void survey() throws Exception {
    assertThat(SurveySection.SECTION.preset())
        .isEqualTo(new SurveySection(Optional.empty(), Optional.empty(), ""));
    assertThat(SurveySection.SECTION.preset().qualifiedUnit()).isEmpty();
    assertThat(read(SurveySection.SECTION, "survey: {sensitive-areas: areas.note}"))
        .isEqualTo(new SurveySection(Optional.of(Path.of("areas.note")), Optional.empty(), ""));
    String unit = "unit: https://10.0.0.7/geodata, unit-certificate-sha256: " + "ab".repeat(32);
    SurveySection section =
        read(
            SurveySection.SECTION,
            "survey: {" + unit + ", onshore-networks: [203.0.113.0/24], assessment: PIA-7}");
    var endpoint =
        new UnitEndpoint(
            URI.create("https://10.0.0.7/geodata"),
            new Digest(Bytes.of(HexFormat.of().parseHex("ab".repeat(32)))),
            new OnshoreNetworks(List.of(Network.of("203.0.113.0/24"))));
    assertThat(section)
        .usingRecursiveComparison()
        .isEqualTo(new SurveySection(Optional.empty(), Optional.of(endpoint), "PIA-7"));
    assertThat(section.qualifiedUnit().orElseThrow().impactAssessment()).isEqualTo("PIA-7");
  }

  @Test
  void survey_unitInTheClearOrWithoutItsCertificate_isRefused() {
    for (String wrong :
        List.of(
            "unit: http://10.0.0.7/, unit-certificate-sha256: " + "ab".repeat(32),
            "unit: https://10.0.0.7/",
            "unit-certificate-sha256: " + "ab".repeat(32),
            "unit: https://10.0.0.7/, unit-certificate-sha256: AB")) {
      assertThatThrownBy(() -> read(SurveySection.SECTION, "survey: {" + wrong + "}"))
          .as(wrong)
          .isInstanceOf(InvalidSourceException.class);
    }
  }
}
