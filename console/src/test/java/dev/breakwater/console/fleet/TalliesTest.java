package dev.breakwater.console.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ConsentChange.Period;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is added up stays within its limits, whatever a car sends. */
class TalliesTest {
  private static ConsentChange decision(long epoch, String purpose, State state) {
    boolean grants = state != State.NO;
    return new ConsentChange(
        epoch,
        purpose,
        List.of("position"),
        state,
        grants ? Period.ONCE : Period.NONE,
        epoch,
        grants ? epoch + 1 : 0,
        Digest.ZERO,
        "en",
        "head-unit");
  }

  private static Outcome quarantined(int number) {
    return new Outcome(
        Verdict.QUARANTINED,
        "v" + number,
        1,
        "BULK",
        number,
        Digest.ZERO,
        "<b>",
        "",
        0,
        number,
        List.of(),
        Digest.ZERO,
        "BAD_SEAL: no",
        "",
        Bytes.EMPTY);
  }

  @Test
  void consent_decisionsOutOfOrder_theHighestNumberCounts() {
    var tally = new VehicleTally();
    tally.decided(decision(2, "navigation", State.NO));
    tally.decided(decision(1, "navigation", State.YES));
    assertThat(tally.consents()).singleElement().extracting(ConsentChange::epoch).isEqualTo(2L);
  }

  @Test
  void consent_morePurposesThanACarHas_areNotKept() {
    var tally = new VehicleTally();
    for (int i = 1; i <= 2 * VehicleTally.MAX_NAMES; i++) {
      tally.decided(decision(i, "purpose-" + i, State.YES));
    }
    assertThat(tally.consents()).hasSize(VehicleTally.MAX_NAMES);
  }

  @Test
  void counts_moreKeysThanAreToldApart_areCountedTogether() {
    var counts = new Counts<Integer>();
    for (int i = 0; i < Counts.MAX_KEYS + 7; i++) {
      counts.add(i, 2);
    }
    counts.add(0, 1);
    assertThat(counts.all()).hasSize(Counts.MAX_KEYS);
    assertThat(counts.all().get(0)).isEqualTo(new Counts.Count<>(0, 3));
    assertThat(counts.others()).isEqualTo(14);
  }

  @Test
  void quarantine_moreRowsThanAreListed_listsTheNewestAndCountsAll() {
    var tally = new QuarantineTally();
    int rows = QuarantineTally.MAX_LISTED + 5;
    for (int i = 0; i < rows; i++) {
      tally.take(quarantined(i));
    }
    assertThat(tally.rows()).isEqualTo(rows);
    assertThat(tally.reasons.of("BAD_SEAL")).isEqualTo(rows);
    assertThat(tally.newest()).hasSize(QuarantineTally.MAX_LISTED);
    assertThat(tally.newest().get(0).heardMillis()).isEqualTo(rows - 1);
    tally.again();
    assertThat(tally.rows()).isZero();
    assertThat(tally.newest()).isEmpty();
  }
}
