package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.VehicleRef;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must survive every file: where the chains and the sources stand. Guarded by its outbox. */
final class Ledger {
  private final VehicleRef vehicle;
  private final long epoch;
  private final Map<Lane, ChainHead> heads = new EnumMap<>(Lane.class);
  private final Map<String, Long> cursors = new TreeMap<>();
  private List<StayedInCar> tally = List.of();

  Ledger(LogRecord.Start start) {
    this.vehicle = start.vehicle();
    this.epoch = start.epoch();
    heads.putAll(start.heads());
  }

  VehicleRef vehicle() {
    return vehicle;
  }

  long epoch() {
    return epoch;
  }

  ChainHead head(Lane lane) {
    return heads.getOrDefault(lane, ChainHead.START);
  }

  Map<String, Long> cursors() {
    return Map.copyOf(cursors);
  }

  List<StayedInCar> tally() {
    return tally;
  }

  LogRecord.Start start() {
    return new LogRecord.Start(vehicle, epoch, heads);
  }

  /** Returns the records a new file begins with. */
  List<LogRecord> snapshot() {
    List<LogRecord> records = new ArrayList<>();
    records.add(start());
    cursors.forEach((source, position) -> records.add(new LogRecord.Cursor(source, position)));
    records.add(new LogRecord.Tally(tally));
    return records;
  }

  /**
   * Checks that segments continue their chains, before any of it is written.
   *
   * @throws IllegalStateException if one does not
   */
  void requireChained(List<SealedSegment> segments) {
    var trial = new Ledger(start());
    segments.forEach(next -> trial.sealed(next.manifest(), next.signed().manifest()));
  }

  /**
   * Moves the chain's head behind {@code segment}.
   *
   * @param manifest encoding of {@code segment}
   * @throws IllegalStateException if the segment does not continue its chain
   */
  void sealed(Segment segment, Bytes manifest) {
    Lane lane = segment.chain().lane();
    boolean continues =
        segment.chain().vehicle().equals(vehicle)
            && segment.chain().epoch() == epoch
            && head(lane).equals(new ChainHead(segment.firstNumber(), segment.previous()));
    if (!continues) {
      throw new IllegalStateException("segment " + segment.firstNumber() + " breaks its chain");
    }
    heads.put(lane, new ChainHead(segment.lastNumber() + 1, Digest.of(manifest)));
  }

  void read(LogRecord.Cursor cursor) {
    cursors.put(cursor.source(), cursor.position());
  }

  void counted(LogRecord.Tally counted) {
    tally = counted.counts();
  }
}
