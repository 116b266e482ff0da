package dev.breakwater.agent.outbox;

import static dev.breakwater.agent.outbox.Soundness.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.TestCar;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A scripted day of an outbox; the power is cut at changes of its disk, in the soak at every one.
 */
class PowerCutTest {
  private static final int ROUNDS = 8;
  private static final OutboxSettings SETTINGS =
      new OutboxSettings(TestCar.VEHICLE, 2 << 20, Duration.ofDays(7));

  @TempDir Path home;
  private TestCar car;

  // What the world knows of one run: it must still be true after the power is back.
  private final Map<ItemId, Digest> offered = new HashMap<>();
  private final Set<ItemId> done = new HashSet<>();
  private final Map<Lane, Long> promised = new HashMap<>();
  private boolean withdrawn;

  @BeforeEach
  void makeCar() throws IOException {
    car = new TestCar(home);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void powerCut_atEveryFifteenthChangeOfTheDisk_losesAndRepeatsNothing(int first) throws Exception {
    cutEverywhere(first * 5L, 15, 1);
  }

  @Test
  @Tag("soak")
  void powerCut_manyWaysAtEveryChangeOfTheDisk_losesAndRepeatsNothing() throws Exception {
    cutEverywhere(0, 1, 20);
  }

  private void cutEverywhere(long first, int step, int seeds) throws Exception {
    var uncut = new ForgetfulStorage(Long.MAX_VALUE, new Random(0));
    drive(uncut);
    assertThat(uncut.operations()).isGreaterThan(150);
    assertThat(uncut.list().get(0)).as("files were moved and deleted").isNotEqualTo("00000001.log");
    for (long cut = first; cut < uncut.operations(); cut += step) {
      for (int seed = 0; seed < seeds; seed++) {
        forget();
        var storage = new ForgetfulStorage(cut, new Random(cut * 1000 + seed));
        try {
          drive(storage);
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("power");
        }
        assertHolds(storage, "cut at change %d, seed %d".formatted(cut, seed));
      }
    }
  }

  private void forget() {
    offered.clear();
    done.clear();
    promised.clear();
    withdrawn = false;
  }

  /** Commits in several lanes, deliveries, a withdrawal, moving of what is stuck, a restart. */
  private void drive(Storage storage) throws Exception {
    String large = "x".repeat(16_000);
    Outbox outbox = car.open(storage, SETTINGS);
    for (int round = 0; round < ROUNDS; round++) {
      if (round % 4 == 0) {
        commit(outbox, Lane.BULK, "stuck" + round);
      }
      commit(outbox, Lane.TELEMETRY, large + round, large, large, large);
      commit(outbox, Lane.CONTROL, "account" + round);
      deliver(outbox, Lane.TELEMETRY);
      if (round == ROUNDS / 2) {
        outbox.close();
        outbox = car.open(storage, SETTINGS);
      }
    }
    commit(outbox, Lane.INCIDENT, "secret");
    outbox.purge(new Withdrawal("vehicle.motion", ""));
    withdrawn = true;
    bury(outbox);
    outbox.close();
  }

  private void commit(Outbox outbox, Lane lane, String... values) throws IOException {
    Commit commit = car.commit(outbox, lane, values);
    assertThat(outbox.commit(commit)).as("%s, %d bytes", lane, outbox.backlog().bytes()).isTrue();
    promised.put(lane, outbox.head(lane).nextNumber());
    offer(outbox, lane);
  }

  /** What is offered may be sent: its bytes must never be others. */
  private void offer(Outbox outbox, Lane lane) throws IOException {
    for (PendingSegment segment : outbox.pending(lane, 1000)) {
      for (ItemId id : segment.items()) {
        Digest digest = Digest.of(outbox.item(id));
        assertThat(offered.merge(id, digest, (first, second) -> first)).isEqualTo(digest);
      }
    }
  }

  private void deliver(Outbox outbox, Lane lane) throws IOException {
    for (PendingSegment segment : outbox.pending(lane, 1000)) {
      outbox.acknowledgeSegment(segment);
      for (ItemId id : segment.items()) {
        done.add(id);
        outbox.acknowledge(id);
      }
    }
  }

  private void bury(Outbox outbox) throws IOException {
    List<ItemId> lost = outbox.lost().stream().map(LostItem::id).toList();
    done.addAll(lost);
    SealedSegment tombstones = car.segment(outbox, Lane.CONTROL, "tombstones");
    outbox.commit(new Commit(List.of(tombstones), Map.of(), List.of(), lost));
  }

  private void assertHolds(ForgetfulStorage storage, String how) throws Exception {
    MemoryStorage after = storage.afterPowerCut();
    Outbox outbox = car.open(after, SETTINGS);
    if (!outbox.isGivenUp()) {
      assertSound(outbox);
    }
    Set<ItemId> missing = new HashSet<>(offered.keySet());
    missing.removeAll(done);
    missing.removeAll(outbox.lost().stream().map(LostItem::id).toList());
    for (Lane lane : Lane.values()) {
      assertThat(outbox.head(lane).nextNumber())
          .as("%s, %s", how, lane)
          .isGreaterThanOrEqualTo(promised.getOrDefault(lane, 0L));
      offer(outbox, lane);
      for (PendingSegment segment : outbox.pending(lane, 1000)) {
        missing.removeAll(segment.items());
      }
    }
    assertThat(missing).as("%s: neither pending nor done", how).isEmpty();
    assertStaysWithdrawn(outbox, how);
    commit(outbox, Lane.TELEMETRY, "after " + how);
    offer(outbox, Lane.BULK);
    assertNoncesUsedOnce(storage, after, how);
  }

  private void assertStaysWithdrawn(Outbox outbox, String how) {
    for (Lane lane : withdrawn ? List.of(Lane.INCIDENT, Lane.BULK) : List.<Lane>of()) {
      assertThat(outbox.pending(lane, 1000)).as(how).allMatch(each -> each.items().isEmpty());
    }
  }

  private void assertNoncesUsedOnce(ForgetfulStorage storage, MemoryStorage after, String how)
      throws Exception {
    Set<String> pairs = new HashSet<>();
    for (MemoryStorage file : storage.everWritten()) {
      for (String pair : Nonces.of(file, car.vault)) {
        assertThat(pairs.add(pair)).as(how).isTrue();
      }
    }
    String newest = after.list().get(after.list().size() - 1);
    for (String pair : Nonces.of(after, newest, car.vault)) {
      assertThat(pairs.add(pair)).as(how).isTrue();
    }
  }
}
