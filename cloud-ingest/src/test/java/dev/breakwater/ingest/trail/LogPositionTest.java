package dev.breakwater.ingest.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogPositionTest {
  private static final Digest OLD = Digest.of(new byte[] {1});
  private static final Digest NEW = Digest.of(new byte[] {2});

  @Test
  void position_writtenAndRead_isEqual() throws IOException {
    LogPosition position =
        LogPosition.START
            .after(2, 10, outcome(Verdict.STORED, OLD, 1000))
            .after(2, 12, outcome(Verdict.STORED, OLD, 3000))
            .after(0, 7, outcome(Verdict.REFUSED, OLD, 2000))
            .afterStatement(0, 41);
    assertThat(position.offsets()).containsEntry(2, 13L).containsEntry(0, 8L);
    assertThat(position.statements()).containsExactly(Map.entry(0, 42L));
    assertThat(position.count(Verdict.STORED)).isEqualTo(2);
    assertThat(position.outcomes()).isEqualTo(3);
    assertThat(position.policy()).isEqualTo(new LogPosition.InForce(OLD, 3000));
    assertThat(LogPosition.decode(position.encode())).isEqualTo(position);
    assertThat(LogPosition.decode(Bytes.EMPTY)).isEqualTo(LogPosition.START);
  }

  @Test
  void position_ofALogFromBeforeThereWereStatements_goesOnWithTheFirst() throws IOException {
    String head = "dev.breakwater/outcomes@v1\noffset 2 13\ncount STORED 2\npack %s 3000\n";
    byte[] before = head.formatted(OLD.hex()).getBytes(StandardCharsets.UTF_8);
    LogPosition position = LogPosition.decode(Bytes.of(before));
    assertThat(position.offsets()).containsExactly(Map.entry(2, 13L));
    assertThat(position.statements()).isEmpty();
    assertThat(position.policy()).isEqualTo(new LogPosition.InForce(OLD, 3000));
    assertThat(LogPosition.decode(position.encode())).isEqualTo(position);
  }

  @Test
  void policy_ofTheNewestOutcomeAlone_isNews() {
    Outcome first = outcome(Verdict.STORED, OLD, 1000);
    assertThat(LogPosition.START.isNewPolicy(first)).isTrue();
    LogPosition before = LogPosition.START.after(0, 0, first);
    assertThat(before.isNewPolicy(outcome(Verdict.STORED, OLD, 1001))).isFalse();
    assertThat(before.isNewPolicy(outcome(Verdict.STORED, NEW, 1001))).isTrue();
    LogPosition after = before.after(0, 1, outcome(Verdict.STORED, NEW, 2000));
    // Another partition lags behind the change, then a later policy ends and the old one decides.
    Outcome lagging = outcome(Verdict.STORED, OLD, 1999);
    assertThat(after.isNewPolicy(lagging)).isFalse();
    assertThat(after.after(1, 0, lagging).isNewPolicy(outcome(Verdict.STORED, NEW, 2001)))
        .isFalse();
    assertThat(after.isNewPolicy(outcome(Verdict.STORED, OLD, 3000))).isTrue();
  }

  private static Outcome outcome(Verdict verdict, Digest pack, long appendedAtMillis) {
    return new Outcome(
        verdict,
        "0123456789abcdef".repeat(2),
        1,
        "TELEMETRY",
        1,
        Digest.ZERO,
        "vehicle.motion.speed",
        "test",
        0,
        appendedAtMillis,
        List.of(),
        pack,
        "",
        "",
        Bytes.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "another program",
        "dev.breakwater/outcomes@v3\n",
        "dev.breakwater/outcomes@v1\noffset 0\n",
        "dev.breakwater/outcomes@v1\noffset x 1\n",
        "dev.breakwater/outcomes@v1\ncount LOST 1\n",
        "dev.breakwater/outcomes@v1\npack 00 1\n",
        "dev.breakwater/outcomes@v2\nstatement x 1\n",
        "dev.breakwater/outcomes@v1\nelse 0 1\n"
      })
  void bytes_thatAreNoPosition_areRefused(String text) {
    Bytes bytes = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> LogPosition.decode(bytes)).isInstanceOf(IOException.class);
  }
}
