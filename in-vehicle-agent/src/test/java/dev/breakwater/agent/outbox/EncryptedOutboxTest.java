package dev.breakwater.agent.outbox;

import static dev.breakwater.agent.outbox.Soundness.assertSound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedOutboxTest {
  private static final StayedInCar STAYED =
      new StayedInCar(
          StayedInCar.Fate.REFUSED, "cabin.camera", "no consent", List.of("a.rule"), 3, 1, 2);

  @TempDir Path home;
  private final MemoryStorage storage = new MemoryStorage();
  private TestCar car;

  @BeforeEach
  void makeCar() throws IOException {
    car = new TestCar(home);
  }

  @Test
  void open_afterCommits_findsEverythingWhereItWas() throws Exception {
    Outbox before = car.open(storage);
    before.commit(car.commit(before, Lane.TELEMETRY, "1", "2", "3"));
    before.commit(car.commit(before, Lane.CONTROL, "4"));
    before.commit(car.commit(before, List.of(STAYED)));

    Outbox after = car.open(storage.copy());

    assertThat(after.epoch()).isEqualTo(1);
    assertThat(after.head(Lane.TELEMETRY)).isEqualTo(before.head(Lane.TELEMETRY));
    assertThat(after.head(Lane.CONTROL).nextNumber()).isEqualTo(1);
    assertThat(after.cursors()).isEqualTo(Map.of("source", 1L));
    assertThat(after.tally()).containsExactly(STAYED);
    assertThat(after.pending(Lane.TELEMETRY, 9)).isEqualTo(before.pending(Lane.TELEMETRY, 9));
    assertSound(after);
  }

  @Test
  void open_manyTimes_numbersGoOnAndNoKeyIsUsedTwice() throws Exception {
    for (int i = 0; i < 20; i++) {
      Outbox outbox = car.open(storage);
      outbox.commit(car.commit(outbox, Lane.TELEMETRY, "a" + i, "b" + i));
      assertSound(outbox);
    }

    assertThat(car.open(storage.copy()).head(Lane.TELEMETRY).nextNumber()).isEqualTo(40);
    assertThat(Nonces.of(storage, car.vault)).doesNotHaveDuplicates().hasSizeGreaterThan(100);
  }

  @Test
  void open_lastCommitCutAtAnyByte_findsTheCommitsBefore() throws Exception {
    Outbox outbox = car.open(storage);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "1", "2"));
    String file = storage.list().get(0);
    int complete = storage.content(file).length;
    ChainHead head = outbox.head(Lane.TELEMETRY);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "3", "4", "5"));
    int longer = storage.content(file).length;

    for (int length = complete; length < longer; length++) {
      MemoryStorage torn = storage.copy();
      torn.truncate(file, length);
      Outbox after = car.open(torn);
      assertThat(after.head(Lane.TELEMETRY)).as("cut at %d", length).isEqualTo(head);
      assertThat(after.cursors()).isEqualTo(Map.of("source", 2L));
      assertSound(after);
    }
  }

  @Test
  void open_firstFileCutBeforeItsFirstCommit_beginsWithANewFile() throws Exception {
    car.open(storage);
    String file = storage.list().get(0);
    for (int length = 0; length < storage.content(file).length; length++) {
      MemoryStorage torn = storage.copy();
      torn.truncate(file, length);

      Outbox after = car.open(torn);

      assertThat(after.epoch()).as("cut at %d", length).isGreaterThan(1);
      assertThat(torn.list()).containsExactly("00000002.log");
    }
  }

  @Test
  void open_endLeftBlankByThePowerCut_findsTheCommitsBefore() throws Exception {
    Outbox outbox = car.open(storage);
    String file = storage.list().get(0);
    int complete = storage.content(file).length;
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "3"));
    int longer = storage.content(file).length;
    for (int blankFrom : new int[] {complete, longer - LogFormat.DONE_BYTES}) {
      MemoryStorage blank = storage.copy();
      blank.truncate(file, blankFrom);
      blank.truncate(file, longer);

      assertThat(car.open(blank).head(Lane.TELEMETRY)).isEqualTo(ChainHead.START);
    }
  }

  @Test
  void open_anyByteChanged_reportsTheDamage() throws Exception {
    Outbox outbox = car.open(storage);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "1", "2"));
    outbox.commit(car.commit(outbox, Lane.CONTROL, "3"));
    String file = storage.list().get(0);

    for (int at = 0; at < storage.content(file).length; at++) {
      MemoryStorage damaged = storage.copy();
      damaged.flip(file, at);
      assertThatThrownBy(() -> car.open(damaged))
          .as("byte %d", at)
          .isInstanceOfSatisfying(
              OutboxCorruptException.class, e -> assertThat(e.file()).isEqualTo(file));
    }
  }

  @Test
  void open_commitsCutFromAnOlderFile_reportsTheDamage() throws Exception {
    Outbox first = car.open(storage);
    String file = storage.list().get(0);
    int empty = storage.content(file).length;
    first.commit(car.commit(first, Lane.TELEMETRY, "1"));
    car.open(storage);
    storage.truncate(file, empty);

    assertThatThrownBy(() -> car.open(storage))
        .isInstanceOf(OutboxCorruptException.class)
        .hasRootCauseMessage("commits are missing at the end of the file before");
  }

  @Test
  void open_withAnotherVault_isRefused() throws Exception {
    car.open(storage);
    var stranger = FileKeyVault.openOrCreate(home.resolve("other"), new SecureRandom());

    assertThatThrownBy(
            () ->
                EncryptedOutbox.open(
                    OutboxSettings.of(TestCar.VEHICLE),
                    storage,
                    stranger,
                    () -> 1,
                    car.clocks().wall(),
                    new SecureRandom()))
        .isInstanceOf(OutboxCorruptException.class)
        .hasMessageContaining("this vault did not wrap the file's key");
  }

  @Test
  void open_byAnotherVehicle_isRefused() throws Exception {
    car.open(storage);
    var settings = OutboxSettings.of(new VehicleRef("f".repeat(32)));

    assertThatThrownBy(() -> car.open(storage, settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to vehicle " + TestCar.VEHICLE);
  }

  @Test
  void commit_ofASegmentThatBreaksItsChain_isRefused() throws Exception {
    Outbox outbox = car.open(storage);
    Commit commit = car.commit(outbox, Lane.TELEMETRY, "1");
    outbox.commit(commit);

    assertThatThrownBy(() -> outbox.commit(commit)).isInstanceOf(IllegalStateException.class);
    assertSound(outbox);
    assertSound(car.open(storage.copy()));
  }

  @Test
  void commit_diskFails_isWholeOrAbsentAfterTheNextOpen() throws Exception {
    for (int appends = 0; appends < 6; appends++) {
      for (boolean stored : new boolean[] {false, true}) {
        var failing = new MemoryStorage();
        Outbox outbox = car.open(failing);
        outbox.commit(car.commit(outbox, Lane.TELEMETRY, "1"));
        Commit commit = car.commit(outbox, Lane.TELEMETRY, "2");
        if (stored) {
          failing.failButStore(appends);
        } else {
          failing.failAndStoreNothing(appends);
        }

        assertThatThrownBy(() -> outbox.commit(commit)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> outbox.commit(commit)).isInstanceOf(IOException.class);

        Outbox after = car.open(failing.copy());
        assertSound(after);
        boolean last = stored && appends == 5;
        assertThat(after.head(Lane.TELEMETRY).nextNumber()).isEqualTo(last ? 2 : 1);
        assertThat(after.cursors()).isEqualTo(Map.of("source", last ? 2L : 1L));
      }
    }
  }

  @Test
  void acknowledgements_ofEverything_leaveNothingPendingAfterTheNextOpen() throws Exception {
    Outbox outbox = car.open(storage);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "1", "2"));

    deliver(outbox);

    assertThat(outbox.backlog().isEmpty()).isTrue();
    Outbox after = car.open(storage.copy());
    assertThat(after.backlog().isEmpty()).isTrue();
    assertThat(after.head(Lane.TELEMETRY).nextNumber()).isEqualTo(2);
  }

  @Test
  void acknowledgements_forgottenByACrash_areOfferedAgain() throws Exception {
    Outbox outbox = car.open(storage);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "1", "2"));
    PendingSegment segment = outbox.pending(Lane.TELEMETRY, 1).get(0);
    outbox.acknowledgeSegment(segment);
    outbox.acknowledge(segment.items().get(0));

    PendingSegment rest = outbox.pending(Lane.TELEMETRY, 1).get(0);
    assertThat(rest.announced()).isTrue();
    assertThat(rest.items()).containsExactly(segment.items().get(1));
    assertThat(car.open(storage.copy()).pending(Lane.TELEMETRY, 1)).containsExactly(segment);
    outbox.close();
    assertThat(car.open(storage.copy()).pending(Lane.TELEMETRY, 1)).containsExactly(rest);
  }

  @Test
  void acknowledgement_ofSomethingUnknown_isIgnored() throws Exception {
    Outbox outbox = car.open(storage);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "1"));
    PendingSegment segment = outbox.pending(Lane.TELEMETRY, 1).get(0);
    ItemId id = segment.items().get(0);
    outbox.acknowledge(id);

    outbox.acknowledge(id);
    outbox.acknowledge(new ItemId(id.chain(), 99));

    assertSound(outbox);
    assertThatThrownBy(() -> outbox.item(id)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void files_fullyDelivered_areDeletedFromTheFront() throws Exception {
    for (int i = 0; i < 3; i++) {
      Outbox outbox = car.open(storage);
      outbox.commit(car.commit(outbox, Lane.TELEMETRY, "x" + i));
    }
    Outbox outbox = car.open(storage);
    assertThat(storage.list()).hasSize(4);
    List<PendingSegment> pending = outbox.pending(Lane.TELEMETRY, 9);

    deliver(outbox, pending.get(1));
    assertThat(storage.list()).hasSize(4);
    deliver(outbox, pending.get(0));
    assertThat(storage.list()).containsExactly("00000003.log", "00000004.log");

    assertThat(car.open(storage.copy()).pending(Lane.TELEMETRY, 9)).containsExactly(pending.get(2));
  }

  @Test
  void commit_beyondTheLimit_isRefusedButTheReserveTakesControlItems() throws Exception {
    var settings = new OutboxSettings(TestCar.VEHICLE, 4 << 20, Duration.ofDays(7));
    Outbox outbox = car.open(storage, settings);
    String large = "x".repeat(3000);
    String[] batch = Stream.generate(() -> large).limit(50).toArray(String[]::new);

    long commits = 0;
    while (outbox.commit(car.commit(outbox, Lane.TELEMETRY, batch))) {
      commits++;
    }
    assertThat(commits).isBetween(8L, 10L);
    assertThat(outbox.backlog().bytes()).isLessThan(2 << 20);
    assertThat(outbox.cursors()).isEqualTo(Map.of("source", 50 * commits));
    while (outbox.commit(car.commit(outbox, Lane.CONTROL, batch))) {
      commits++;
    }
    assertThat(outbox.backlog().bytes()).isBetween(9L << 18, 3L << 20);

    deliver(outbox);
    assertThat(outbox.commit(car.commit(outbox, Lane.TELEMETRY, batch))).isTrue();
    assertThat(storage.list().size()).isLessThan(4);
    assertSound(outbox);
  }

  @Test
  void lost_itemsPastTheirAge_areNamedUntilTheyAreDropped() throws Exception {
    Outbox outbox = car.open(storage);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "1"));
    outbox.commit(car.commit(outbox, Lane.CONTROL, "2"));
    car.pass(OutboxSettings.DEFAULT_MAX_AGE);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "3"));
    assertThat(outbox.lost()).isEmpty();
    car.pass(Duration.ofMillis(1));

    LostItem lost = outbox.lost().get(0);

    assertThat(outbox.lost()).hasSize(1);
    assertThat(lost.reason()).isEqualTo("OUTBOX_AGE");
    assertThat(lost.id().number()).isEqualTo(0);
    var drop = new Commit(List.of(), Map.of(), List.of(), List.of(lost.id()));
    outbox.commit(drop);
    assertThat(outbox.lost()).isEmpty();
    assertThat(outbox.pending(Lane.TELEMETRY, 1).get(0).items()).isEmpty();
  }

  @Test
  void lost_itemGivenUp_isNamedWithItsReason() throws Exception {
    Outbox outbox = car.open(storage);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "1"));
    ItemId id = outbox.pending(Lane.TELEMETRY, 1).get(0).items().get(0);

    outbox.giveUp(id, "REFUSED_BY_RECEIVER");

    assertThat(outbox.lost()).hasSize(1);
    assertThat(outbox.lost().get(0).reason()).isEqualTo("REFUSED_BY_RECEIVER");
    outbox.acknowledge(id);
    assertThat(outbox.lost()).isEmpty();
  }

  @Test
  void files_ofSignals_holdNoneOfThemInTheClear() throws Exception {
    Outbox outbox = car.open(storage);
    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "a very secret value"));

    for (String name : storage.list()) {
      String content = new String(storage.content(name), StandardCharsets.ISO_8859_1);
      assertThat(content).doesNotContain("secret", "Vehicle", TestCar.VEHICLE.value());
    }
  }

  @Test
  void awaitChange_commitMeanwhile_returnsTheNewVersion() throws Exception {
    Outbox outbox = car.open(storage);
    long seen = outbox.version();
    assertThat(outbox.awaitChange(seen, Duration.ofMillis(1))).isEqualTo(seen);

    outbox.commit(car.commit(outbox, Lane.TELEMETRY, "1"));

    assertThat(outbox.awaitChange(seen, Duration.ofDays(1))).isEqualTo(seen + 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void outbox_anyOrderOfCommitsDeliveriesAndCrashes_losesAndRepeatsNothing(long seed)
      throws Exception {
    var random = new Random(seed);
    Outbox outbox = car.open(storage);
    Map<ItemId, Bytes> sealed = new HashMap<>();
    Set<ItemId> delivered = new HashSet<>();
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(8)) {
        case 0 -> outbox = car.open(storage);
        case 1, 2, 3 -> deliverSome(outbox, random, delivered);
        default -> {
          Lane lane = random.nextBoolean() ? Lane.TELEMETRY : Lane.BULK;
          SealedSegment segment = car.segment(outbox, lane, "s" + step, "t" + step);
          for (var item : segment.items().entrySet()) {
            var id = new ItemId(segment.manifest().chain(), item.getKey());
            assertThat(sealed.put(id, item.getValue().read())).as("seed %d", seed).isNull();
          }
          outbox.commit(new Commit(List.of(segment), Map.of(), List.of(), List.of()));
        }
      }
      assertSound(outbox);
    }
    Set<ItemId> open = new HashSet<>(sealed.keySet());
    open.removeAll(delivered);
    for (Lane lane : Lane.values()) {
      for (PendingSegment segment : outbox.pending(lane, 1000)) {
        for (ItemId id : segment.items()) {
          assertThat(outbox.item(id)).as("seed %d", seed).isEqualTo(sealed.get(id));
          open.remove(id);
        }
      }
    }
    assertThat(open).as("seed %d: neither delivered nor pending", seed).isEmpty();
  }

  private static void deliverSome(Outbox outbox, Random random, Set<ItemId> delivered)
      throws IOException {
    for (Lane lane : Lane.values()) {
      for (PendingSegment segment : outbox.pending(lane, random.nextInt(4))) {
        outbox.acknowledgeSegment(segment);
        for (ItemId id : segment.items()) {
          if (random.nextInt(4) > 0) {
            outbox.acknowledge(id);
            delivered.add(id);
          }
        }
      }
    }
  }

  private static void deliver(Outbox outbox) throws IOException {
    for (Lane lane : Lane.values()) {
      for (PendingSegment segment : new ArrayList<>(outbox.pending(lane, 10_000))) {
        deliver(outbox, segment);
      }
    }
  }

  private static void deliver(Outbox outbox, PendingSegment segment) throws IOException {
    outbox.acknowledgeSegment(segment);
    for (ItemId id : segment.items()) {
      outbox.acknowledge(id);
    }
  }
}
