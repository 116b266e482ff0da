package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Law.md C3: distinct persons since 1 January, Beijing time, per exporter group")
class VolumesTest {
  private static final CountingYear YEAR = new CountingYear(2026);

  @ParameterizedTest
  @CsvSource({
    "2025-12-31T15:59:59.999999999Z, 2025",
    "2025-12-31T16:00:00Z,           2026", // midnight in China, still December in UTC
    "2025-12-31T23:59:59Z,           2026",
    "2026-01-01T00:00:00Z,           2026",
    "2026-12-31T15:59:59Z,           2026",
    "2026-12-31T16:00:00Z,           2027",
  })
  void countingYear_instant_isTheYearInChina(Instant at, int year) {
    assertThat(CountingYear.of(at)).isEqualTo(new CountingYear(year));
  }

  @Test
  void export_lastInstantOfTheYear_comparesWithItsVolumes() {
    String facts = "person=sensitive counted=0/9999 at=2025-12-31T15:59:59Z";

    assertThat(RouteVector.word(OrderOfDecision.china().decide(Exports.of(facts))))
        .isEqualTo("ASSESSMENT");
  }

  @Test
  void export_firstInstantOfTheYear_startsFromNothing() {
    String facts = "person=sensitive counted=0/0 at=2025-12-31T16:00:00Z";

    assertThat(RouteVector.word(OrderOfDecision.china().decide(Exports.of(facts))))
        .isEqualTo("CONTRACT");
  }

  @ParameterizedTest
  @CsvSource({"2025-12-31T16:00:00Z, 2025", "2025-12-31T15:59:59Z, 2026"})
  void export_volumesOfAnotherYear_areNotComparable(Instant at, int year) {
    Export ordinary = Exports.of("");
    var exporter = new Exporter(false, FreeTradeZone.NONE, Volumes.none(new CountingYear(year)));

    assertThatThrownBy(
            () ->
                new Export(
                    at,
                    ordinary.passage(),
                    ordinary.grade(),
                    ordinary.geodata(),
                    ordinary.person(),
                    exporter,
                    Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be compared");
  }

  @ParameterizedTest
  @CsvSource({"general, 0/5", "sensitive, 5/0"})
  void export_personCountedBeforeButCountIsZero_isRefused(String information, String counted) {
    assertThatThrownBy(() -> Exports.of("new=no person=" + information + " counted=" + counted))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the count is 0");
  }

  @ParameterizedTest
  @CsvSource({
    "general,   yes, 8, 5",
    "general,   no,  7, 5",
    "sensitive, yes, 7, 6",
    "sensitive, no,  7, 5",
    "none,      no,  7, 5",
  })
  void export_onePerson_isAddedOnceToTheCountOfItsKind(
      String information, String isNew, long general, long sensitive) {
    Export export = Exports.of("counted=7/5 person=" + information + " new=" + isNew);

    assertThat(export.volumes()).isEqualTo(new Volumes(YEAR, general, sensitive));
  }

  @DisplayName("Cert. Measures Art. 5: no splitting of volumes")
  @Test
  void group_sum_addsItsMembersKindByKind() {
    var group = new ExporterGroup("g", "a", Set.of("a", "b", "c"));

    Volumes sum =
        group.sum(
            Map.of(
                "a", new Volumes(YEAR, 40_000, 1),
                "b", new Volumes(YEAR, 60_000, 2),
                "c", Volumes.none(YEAR)));

    assertThat(sum).isEqualTo(new Volumes(YEAR, 100_000, 3));
  }

  @Test
  void group_sumWithoutAMember_isRefused() {
    var group = new ExporterGroup("g", "a", Set.of("a", "b"));

    assertThatThrownBy(() -> group.sum(Map.of("a", Volumes.none(YEAR))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void volumes_ofTwoYears_doNotAdd() {
    Volumes other = Volumes.none(new CountingYear(2025));

    assertThatThrownBy(() -> Volumes.none(YEAR).plus(other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void volumes_negative_areRefused() {
    assertThatThrownBy(() -> new Volumes(YEAR, 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
