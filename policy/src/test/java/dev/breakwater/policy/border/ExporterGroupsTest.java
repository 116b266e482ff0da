package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Cert. Measures Art. 5: exporters of one group are counted as one")
class ExporterGroupsTest {
  @Test
  void groups_file_saysWhoIsCountedWithWhom() {
    ExporterGroups groups = AuthorsFile.groups();

    assertThat(groups.names()).containsExactlyInAnyOrder("example-motors", "example-fleet");
    assertThat(groups.of("example-parts")).isEqualTo(groups.of("example-finance"));
    assertThat(groups.of("example-parts").orElseThrow().lead()).isEqualTo("example-motors-china");
    assertThat(groups.of("example-fleet").orElseThrow().members()).containsExactly("example-fleet");
  }

  @Test
  void groups_exporterInNone_hasNoGroup() {
    assertThat(AuthorsFile.groups().of("somebody-else")).isEmpty();
  }

  @Test
  void load_brokenFile_namesEveryPlaceAtOnce() {
    Bytes yaml = AuthorsFile.bytes("groups-mistakes.yaml");

    assertThat(AuthorsFile.problems(() -> ExporterGroups.load(yaml, "groups-mistakes.yaml")))
        .isEqualTo(AuthorsFile.text("groups-mistakes.txt"));
  }

  @ParameterizedTest
  @CsvSource({"groups: [, ]", "'groups: [{group: g, lead: a, members: [', ]}]"})
  void load_moreThanTheLimit_isRefused(String before, String after) {
    String text = before + "a,".repeat(1000) + "a" + after;
    Bytes yaml = Bytes.of(text.getBytes(StandardCharsets.UTF_8));

    assertThat(AuthorsFile.problems(() -> ExporterGroups.load(yaml, "g.yaml")))
        .contains("1001 elements; the limit is 1000");
  }
}
