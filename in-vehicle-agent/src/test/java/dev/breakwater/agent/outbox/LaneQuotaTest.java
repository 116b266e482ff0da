package dev.breakwater.agent.outbox;

import static dev.breakwater.agent.outbox.Soundness.assertSound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.TestCar;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaneQuotaTest {
  private static final long MAX_BYTES = 4 << 20;
  private static final OutboxSettings SETTINGS =
      new OutboxSettings(TestCar.VEHICLE, MAX_BYTES, Duration.ofDays(7));
  private static final int VALUE_BYTES = 20_000;

  @TempDir Path home;
  private final MemoryStorage storage = new MemoryStorage();
  private TestCar car;
  private Outbox outbox;

  @BeforeEach
  void openOutbox() throws Exception {
    car = new TestCar(home);
    outbox = car.open(storage, SETTINGS);
  }

  @ParameterizedTest
  @EnumSource(
      value = Lane.class,
      names = {"STATUTORY", "INCIDENT", "TELEMETRY", "BULK"})
  void lane_thatTakesAllItCan_leavesEachOtherLaneItsQuota(Lane greedy) throws Exception {
    assertThat(fill(greedy)).isGreaterThan(MAX_BYTES / 4);
    for (Lane lane : Lane.values()) {
      long quota = SETTINGS.quotas().getOrDefault(lane, 0L);
      if (lane != greedy) {
        assertThat(fill(lane)).as("%s after %s", lane, greedy).isGreaterThan(quota * 9 / 10);
      }
    }
    assertThat(storage.size()).isLessThanOrEqualTo(MAX_BYTES);
    assertSound(outbox);
    assertSound(car.open(storage.copy(), SETTINGS));
  }

  @Test
  void bulkThatIsStuck_doesNotKeepDeliveredTelemetryOnDisk() throws Exception {
    commit(Lane.BULK);
    List<PendingSegment> stuck = outbox.pending(Lane.BULK, 9);
    long written = 0;
    for (int i = 0; written < 5 * MAX_BYTES; i++) {
      assertThat(commit(Lane.TELEMETRY)).as("after %d bytes", written).isTrue();
      written += VALUE_BYTES;
      deliver(Lane.TELEMETRY);
      if (i % 50 == 0) {
        commit(Lane.INCIDENT);
      }
    }

    assertThat(storage.size()).isLessThanOrEqualTo(MAX_BYTES);
    assertThat(outbox.pending(Lane.BULK, 9)).isEqualTo(stuck);
    assertSound(outbox);
    Outbox after = car.open(storage.copy(), SETTINGS);
    assertThat(after.pending(Lane.BULK, 9)).isEqualTo(stuck);
    assertThat(after.pending(Lane.INCIDENT, 999)).isEqualTo(outbox.pending(Lane.INCIDENT, 999));
    assertSound(after);
  }

  @Test
  void itemGivenUp_inAFileThatIsMoved_isStillGivenUp() throws Exception {
    commit(Lane.BULK);
    ItemId id = outbox.pending(Lane.BULK, 1).get(0).items().get(0);
    outbox.giveUp(id, LostItem.REFUSED_BY_RECEIVER);
    for (int i = 0; i < 2 * MAX_BYTES / VALUE_BYTES; i++) {
      commit(Lane.TELEMETRY);
      deliver(Lane.TELEMETRY);
    }
    assertThat(storage.list()).as("its file was moved").doesNotContain("00000001.log");

    for (Outbox each : List.of(outbox, car.open(storage.copy(), SETTINGS))) {
      assertThat(each.lost()).hasSize(1);
      assertThat(each.lost().get(0).id()).isEqualTo(id);
      assertThat(each.lost().get(0).reason()).isEqualTo(LostItem.REFUSED_BY_RECEIVER);
    }
  }

  @Test
  void quotas_thatLeaveNoRoomOrNoControl_areRefused() {
    for (Map<Lane, Long> quotas :
        List.of(
            Map.of(Lane.CONTROL, OutboxSettings.RESERVE_BYTES, Lane.BULK, MAX_BYTES),
            Map.of(Lane.CONTROL, OutboxSettings.RESERVE_BYTES - 1),
            Map.of(Lane.CONTROL, OutboxSettings.RESERVE_BYTES, Lane.BULK, -1L))) {
      assertThatThrownBy(
              () -> new OutboxSettings(TestCar.VEHICLE, MAX_BYTES, Duration.ofDays(1), quotas))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Returns how many bytes the lane took until it was refused. */
  private long fill(Lane lane) throws IOException {
    long taken = 0;
    while (commit(lane)) {
      taken += VALUE_BYTES;
    }
    return taken;
  }

  private boolean commit(Lane lane) throws IOException {
    SealedSegment segment = car.segment(outbox, lane, "x".repeat(VALUE_BYTES));
    return outbox.commit(new Commit(List.of(segment), Map.of(), List.of(), List.of()));
  }

  private void deliver(Lane lane) throws IOException {
    for (PendingSegment segment : outbox.pending(lane, 10_000)) {
      outbox.acknowledgeSegment(segment);
      for (ItemId id : segment.items()) {
        outbox.acknowledge(id);
      }
    }
  }
}
