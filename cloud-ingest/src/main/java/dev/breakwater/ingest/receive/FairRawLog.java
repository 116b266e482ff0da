package dev.breakwater.ingest.receive;

import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.VehicleRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A log in which no vehicle takes all the room: what is beyond its share of records that wait for
 * their commit is not written. Safe for use by several threads.
 */
final class FairRawLog implements RawLog {
  private final RawLog log;
  private final int share;
  private final ReceiverCounts counts;

  /** Only of vehicles that have something in flight. */
  private final Map<VehicleRef, Integer> inFlight = new ConcurrentHashMap<>();

  /**
   * @param share the most records of one vehicle in flight
   */
  FairRawLog(RawLog log, int share, ReceiverCounts counts) {
    this.log = log;
    this.share = share;
    this.counts = counts;
  }

  @Override
  public void append(ChainId chain, RawRecord record, Consumer<Commit> report) {
    VehicleRef vehicle = chain.vehicle();
    if (!take(vehicle)) {
      counts.count(Commit.FULL);
      report.accept(Commit.FULL);
      return;
    }
    log.append(
        chain,
        record,
        commit -> {
          counts.count(commit);
          report.accept(commit);
          giveBack(vehicle);
        });
  }

  private boolean take(VehicleRef vehicle) {
    var taken = new AtomicBoolean(true);
    inFlight.merge(
        vehicle,
        1,
        (count, one) -> {
          taken.set(count < share);
          return taken.get() ? count + one : count;
        });
    return taken.get();
  }

  private void giveBack(VehicleRef vehicle) {
    inFlight.computeIfPresent(vehicle, (same, count) -> count == 1 ? null : count - 1);
  }

  /** Returns how many records wait for their commit. */
  int waiting() {
    return inFlight.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public void close() {
    log.close();
  }
}
