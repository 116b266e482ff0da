package dev.breakwater.cli.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AgentConfigurationTest {
  private static AgentConfiguration read(String yaml) throws InvalidSourceException {
    return AgentConfiguration.read(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "car.yaml");
  }

  @Test
  void printed_readBack_saysTheDefaults() throws Exception {
    AgentConfiguration read = read(AgentConfiguration.printed());

    for (Section<?> section : AgentConfiguration.SECTIONS) {
      assertThat((Object) read.get(section)).isEqualTo(AgentConfiguration.preset().get(section));
    }
  }

  @Test
  void printed_everyOption_hasOneLineOfComment() {
    for (Section<?> section : AgentConfiguration.SECTIONS) {
      for (Setting<?> setting : section.settings()) {
        assertThat(setting.comment()).as(setting.name()).isNotBlank().hasSizeLessThan(98);
        assertThat(AgentConfiguration.printed())
            .contains(
                "  # %s\n  %s: %s\n"
                    .formatted(setting.comment(), setting.name(), setting.presetText()));
      }
    }
  }

  @Test
  void unknownOption_isNamedWithItsPlaceAndTheNearestName() {
    assertThatThrownBy(() -> read("uplink:\n  host: receiver.example\n  prot: 5684\n"))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessage(
            """
            car.yaml:3:3: unknown option 'prot'; did you mean 'port'?
              prot: 5684
              ^\
            """);
  }

  @Test
  void unknownSection_andAWrongValue_areNamedTogether() {
    assertThatThrownBy(() -> read("up-link: {}\noutbox:\n  max-age: soon\n"))
        .isInstanceOfSatisfying(
            InvalidSourceException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.line() + ": " + problem.text())
                    .containsExactly(
                        "1: unknown section 'up-link'; did you mean 'uplink'?",
                        "3: a duration is expected here, e.g. 200ms, 5s, 1min, 2h, 7d"));
  }

  @Test
  void optionsThatDoNotFitEachOther_areNamedAtTheSection() {
    assertThatThrownBy(() -> read("outbox:\n  max-bytes: 1MiB\n"))
        .hasMessageContaining("car.yaml:2:3: an outbox has at least 2MiB");
  }

  @Test
  void sectionOrOptionWithoutAValue_isAtItsDefault() throws Exception {
    AgentConfiguration read = read("outbox:\ncapture:\n  video:\n  trace: ''\n");

    assertThat(read.get(OutboxSection.SECTION)).isEqualTo(OutboxSection.SECTION.preset());
    assertThat(read.get(CaptureSection.SECTION)).isEqualTo(CaptureSection.SECTION.preset());
  }

  @Test
  void somethingElseThanSections_isRefused() {
    assertThatThrownBy(() -> read("- uplink\n")).hasMessageContaining("a mapping is expected here");
    assertThatThrownBy(() -> read("uplink: 5684\n"))
        .hasMessageContaining("car.yaml:1:9: a mapping is expected here");
    assertThatThrownBy(() -> read("# nothing\n")).hasMessageContaining("the file is empty");
  }

  @Test
  void nearest_isTheNameWithTheFewestChanges() {
    assertThat(KnownNames.nearest("max_byte", java.util.List.of("max-age", "max-bytes")))
        .isEqualTo("max-bytes");
  }
}
