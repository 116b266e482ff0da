package dev.breakwater.ingest.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.ingest.keys.DataKey;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.KeyScope;
import dev.breakwater.policy.calendar.WorkingDays;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EraserTest {
  private static final String CAR = "0123456789abcdef".repeat(2);
  private static final Instant RECEIVED = Instant.parse("2026-11-26T08:00:00Z");

  @TempDir Path directory;
  private DataKeys keys;
  private DataKey old;
  private DataKey granted;
  private DataKey unasked;
  private Instant now = RECEIVED;
  private int step;
  private int failAt = -1;
  private final List<String> log = new ArrayList<>();

  /** The key of each row in the tables. */
  private final List<String> stored = new ArrayList<>();

  private boolean isWriterThere = true;

  /** Rows and notices that are lost together with the process at a chosen step. */
  private final class Outside implements Eraser.Rows, Eraser.Notices {
    private void maybeDie() throws IOException {
      if (step++ == failAt) {
        throw new IOException("killed");
      }
    }

    @Override
    public long erase(Set<String> names) throws IOException {
      maybeDie();
      for (String name : names) {
        assertThat(others().find(name)).as("destroyed before its rows are deleted").isEmpty();
      }
      long rows = stored.stream().filter(names::contains).count();
      stored.removeAll(names);
      maybeDie();
      return rows;
    }

    @Override
    public Map<Integer, Long> written() throws IOException {
      maybeDie();
      return Map.of(0, 17L);
    }

    @Override
    public boolean hasPassed(Map<Integer, Long> outcomes) throws IOException {
      maybeDie();
      assertThat(outcomes).isEqualTo(Map.of(0, 17L));
      return isWriterThere;
    }

    @Override
    public void recall(Erasure erasure) throws IOException {
      maybeDie();
    }

    @Override
    public long log(Erasure erasure) throws IOException {
      maybeDie();
      if (!log.contains(erasure.statement())) {
        log.add(erasure.statement());
      }
      maybeDie();
      return log.indexOf(erasure.statement());
    }
  }

  @BeforeEach
  void makeKeys() throws IOException {
    keys = new DataKeys(directory.resolve("keys"), new SecureRandom());
    old = key("driver-1", 3, "position");
    granted = key("driver-1", 6, "position");
    unasked = key(CAR, 0, "position");
  }

  private DataKey key(String owner, long epoch, String category) throws IOException {
    return keys.of(new KeyScope(CAR, owner, "guidance", epoch, category)).orElseThrow();
  }

  private ErasureFiles files() {
    return new ErasureFiles(directory.resolve("erasures"));
  }

  /** As a process that was started again has it. */
  private Eraser eraser() {
    var outside = new Outside();
    var own = new DataKeys(directory.resolve("keys"), new SecureRandom());
    return new Eraser(files(), own, outside, outside, () -> now);
  }

  private static Erasure withdrawal() {
    var change =
        new ConsentChange(
            5,
            "navigation",
            List.of("position"),
            ConsentChange.State.NO,
            ConsentChange.Period.NONE,
            RECEIVED.toEpochMilli(),
            0,
            Digest.ZERO,
            "zh",
            "head-unit");
    return Erasure.after(change, CAR, RECEIVED.toEpochMilli(), "a".repeat(32));
  }

  private DataKeys others() {
    return new DataKeys(directory.resolve("keys"), new SecureRandom());
  }

  @Test
  @DisplayName("PIPL Art. 47: the key first, at once; then the rows, within a day")
  void withdrawal_destroysTheKeysOfEveryOwnerOfOlderConsentsAndNoOthers() throws IOException {
    DataKey passenger = key("passenger", 2, "position.coarse");
    Erasure first = eraser().carryOut(eraser().receive(withdrawal()));

    assertThat(first.keysDestroyedMillis() - first.receivedMillis())
        .isLessThanOrEqualTo(Eraser.KEYS_WITHIN.toMillis());
    assertThat(others().find(old.name())).isEmpty();
    assertThat(others().find(passenger.name())).isEmpty();
    assertThat(others().find(granted.name())).isPresent();
    assertThat(others().find(unasked.name())).isPresent();
    assertThat(others().of(new KeyScope(CAR, "new", "guidance", 4, "position"))).isEmpty();
    assertThat(first.rowsErasedMillis()).as("rows may be on their way").isZero();

    stored.addAll(List.of(old.name(), old.name(), passenger.name(), granted.name()));
    now = now.plus(Eraser.SETTLED);
    Erasure looked = eraser().carryOut(first);
    assertThat(stored).as("deleted at once").containsExactly(granted.name());
    assertThat(looked.rowsErasedMillis()).as("a commit may be on its way").isZero();
    assertThat(eraser().carryOut(looked)).as("too early for the last look").isEqualTo(looked);

    now = now.plus(Eraser.COMMITTED);
    Erasure done = eraser().carryOut(looked);
    assertThat(done.isDone()).isTrue();
    assertThat(done.rows()).isEqualTo(3);
    assertThat(done.rowsErasedMillis() - done.receivedMillis())
        .isLessThanOrEqualTo(Eraser.ROWS_WITHIN.toMillis());
    assertThat(others().ofVehicle(CAR)).hasSize(2);
  }

  @Test
  @DisplayName("Auto Provisions Art. 9(5): rows that come late are deleted, too")
  void rows_thatTheWriterCommitsLate_areDeletedBeforeTheErasureIsDone() throws IOException {
    isWriterThere = false;
    Erasure request = eraser().carryOut(eraser().receive(withdrawal()));
    now = now.plus(Duration.ofHours(1));
    request = eraser().carryOut(request);
    stored.add(old.name());
    assertThat(eraser().carryOut(request)).as("the writer stands still").isEqualTo(request);
    assertThat(request.isDone()).isFalse();

    isWriterThere = true;
    request = eraser().carryOut(request);
    stored.add(old.name());
    now = now.plus(Eraser.COMMITTED);
    request = eraser().carryOut(request);
    assertThat(stored).isEmpty();
    assertThat(request.isDone()).as("its last look found a row").isFalse();

    now = now.plus(Eraser.COMMITTED);
    request = eraser().carryOut(request);
    assertThat(request.isDone()).isTrue();
    assertThat(request.rows()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void erasure_killedAtAnyStep_isFinishedWhenItIsRunAgain(int killedAt) throws IOException {
    key("passenger", 2, "position");
    Erasure started = eraser().carryOut(eraser().receive(withdrawal()));
    failAt = killedAt;
    assertThatThrownBy(() -> carryOutInTime(started.id())).hasMessage("killed");

    Erasure done = carryOutInTime(started.id());

    assertThat(done.isDone()).isTrue();
    assertThat(done.keys()).hasSize(2);
    assertThat(log).containsExactly("a".repeat(32));
    assertThat(files().find(done.id())).contains(done);
  }

  /** As often as it takes, each time as a process that was started again. */
  private Erasure carryOutInTime(String id) throws IOException {
    Erasure request = files().find(id).orElseThrow();
    while (!request.isDone()) {
      now = now.plus(Eraser.SETTLED);
      request = eraser().carryOut(files().find(id).orElseThrow());
    }
    return request;
  }

  @Test
  void request_receivedTwice_isOneRequest() throws IOException {
    Erasure first = eraser().carryOut(eraser().receive(withdrawal()));
    now = now.plusSeconds(5);
    assertThat(eraser().receive(withdrawal())).isEqualTo(first);
    assertThat(files().all()).hasSize(1);
  }

  @Test
  void operatorsRequest_forAPurpose_destroysAllItsKeysAndWhatComesLaterHasAnother()
      throws IOException {
    DataKey other = keys.of(new KeyScope(CAR, CAR, "incident", 0, "exterior.clip")).orElseThrow();
    var asked = Erasure.asked("case-7", CAR, "guidance", now.toEpochMilli(), "b".repeat(32));
    eraser().carryOut(eraser().receive(asked));
    for (DataKey gone : List.of(old, granted, unasked)) {
      assertThat(others().find(gone.name())).isEmpty();
    }
    assertThat(others().find(other.name())).isPresent();
    assertThat(others().of(new KeyScope(CAR, CAR, "guidance", 0, "position"))).isPresent();
  }

  @Test
  @DisplayName("GB/T 44464-2024 §5.7.1: ten working days")
  void deadline_isTenWorkingDaysAfterTheRequest() {
    assertThat(withdrawal().deadline(WorkingDays.china()).lastDay())
        .isEqualTo(LocalDate.parse("2026-12-10"));
  }

  @Test
  void requestId_thatIsNoFileName_isRefused() {
    for (String id : List.of("", "../keys", "a/b", "x".repeat(101))) {
      assertThatThrownBy(() -> Erasure.asked(id, CAR, "", 1, "c".repeat(32)))
          .as(id)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
