package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PermitsTest {
  @Test
  void load_paper_hasExporterRecipientsAndApprovals() throws Exception {
    Permits permits = Permits.load(AuthorsFile.bytes("permits.yaml"), "permits.yaml");

    assertThat(permits.sequence()).isEqualTo(3);
    assertThat(permits.group().name()).isEqualTo("example-motors");
    assertThat(permits.recipient("example-gmbh").orElseThrow().endpoint())
        .isEqualTo("https://data.example.de:8443/deliveries");
    assertThat(permits.approval("SCC-310000-2026-0001").orElseThrow().fields())
        .isEqualTo(Set.of(ProvidedField.CATEGORY, ProvidedField.CAPTURED_AT));
    assertThat(permits.recipient("example")).isEmpty();
    assertThat(permits.approval("SCC")).isEmpty();
  }

  @Test
  void load_brokenPaper_namesEveryPlaceAtOnce() {
    assertThat(
            AuthorsFile.problems(
                () ->
                    Permits.load(
                        AuthorsFile.bytes("permits-mistakes.yaml"), "permits-mistakes.yaml")))
        .isEqualTo(AuthorsFile.text("permits-mistakes.txt"));
  }
}
