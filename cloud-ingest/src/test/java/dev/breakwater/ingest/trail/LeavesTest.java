package dev.breakwater.ingest.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import dev.breakwater.wire.SubjectRef;
import dev.breakwater.wire.VehicleRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeavesTest {
  private static final Bytes KEY = Bytes.of(new byte[32]);
  private static final Instant APPENDED = Instant.parse("2026-11-23T09:41:07.123Z");
  private static final VehicleRef VEHICLE = new VehicleRef("0123456789abcdef".repeat(2));

  @Test
  void leaf_ofAnItem_statesTheStoreDecisionAndTheFullHour() {
    LeafContent leaf = leaf(outcome(Verdict.REFUSED, "made.up", Bytes.EMPTY), KEY);
    assertThat(leaf.stage()).isEqualTo("STORE");
    assertThat(leaf.decision()).isEqualTo("REFUSED");
    assertThat(leaf.rules()).containsExactly("store-rule");
    assertThat(leaf.hour()).isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"SKIPPED,COLLECT", "REFUSED,COLLECT", "WITHHELD,OFFBOARD", "KEPT,OFFBOARD"})
  void leaf_ofAStatement_isTheCarsOwnDecision(Fate fate, String stage) {
    LeafContent leaf = leaf(statement(fate, List.of("car-rule")), KEY);
    assertThat(leaf.stage()).isEqualTo(stage);
    assertThat(leaf.decision()).isEqualTo(fate.name());
    assertThat(leaf.rules()).containsExactly("car-rule");
  }

  @Test
  void leaf_ofAStatementWithRulesNoLeafCanCarry_statesTheStoreDecision() {
    LeafContent leaf = leaf(statement(Fate.KEPT, List.of("\u0000\"")), KEY);
    assertThat(leaf.stage()).isEqualTo("STORE");
    assertThat(leaf.decision()).isEqualTo("STORED");
  }

  @Test
  void commitment_changesWithKeyItemAndSubject() {
    Outcome one = outcome(Verdict.STORED, "vehicle.motion.speed", Bytes.EMPTY);
    Digest commitment = leaf(one, KEY).commitment();
    assertThat(leaf(one, KEY).commitment()).isEqualTo(commitment);
    Bytes other = Bytes.of(Digest.ZERO.hex().substring(0, 32).getBytes(StandardCharsets.US_ASCII));
    assertThat(leaf(one, other).commitment()).isNotEqualTo(commitment);
    assertThat(Leaves.content(one, Optional.of(one.body())).subject()).isEqualTo("someone");
  }

  @Test
  void leaf_ofBytesThatAreNoItem_namesNobody() {
    Outcome noise =
        new Outcome(
            Verdict.QUARANTINED,
            "",
            -1,
            "",
            -1,
            Digest.of(Bytes.EMPTY),
            "",
            "",
            0,
            APPENDED.toEpochMilli(),
            List.of(),
            Digest.ZERO,
            "UNDECODABLE: RawRecord",
            "",
            Bytes.EMPTY);
    assertThat(leaf(noise, KEY).decision()).isEqualTo("QUARANTINED");
    assertThat(Leaves.content(noise, Optional.of(noise.body())).subject()).isEmpty();
  }

  private static LeafContent leaf(Outcome outcome, Bytes key) {
    return Leaves.leaf(outcome, Optional.of(outcome.body()), key);
  }

  private static Outcome statement(Fate fate, List<String> rules) {
    var stayed = new StayedInCar(fate, "exterior.frame", "test", rules, 1, 0, 0);
    return outcome(Verdict.STORED, StayedInCar.CATEGORY, stayed.encode());
  }

  private static Outcome outcome(Verdict verdict, String category, Bytes payload) {
    var id = new ItemId(new ChainId(VEHICLE, 1, Lane.CONTROL), 4);
    var item = new Item(id, category, "test", 5, new SubjectRef("someone"), 0, List.of(), payload);
    return new Outcome(
        verdict,
        VEHICLE.value(),
        1,
        "CONTROL",
        4,
        Digest.of(item.encode()),
        category,
        "test",
        5,
        APPENDED.toEpochMilli(),
        List.of("store-rule"),
        Digest.ZERO,
        "",
        "",
        item.encode());
  }
}
