package dev.breakwater.agent.outbox;

import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.StayedInCar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is stored in one step, so that a crash never counts a source item twice or not at all.
 *
 * @param segments in the order of their chains
 * @param cursors how far each source named here has been read
 * @param tally what stayed in the car and is not sealed yet; replaces the tally before
 * @param dropped items that are lost; their tombstones are in {@code segments}
 */
public record Commit(
    List<SealedSegment> segments,
    Map<String, Long> cursors,
    List<StayedInCar> tally,
    List<ItemId> dropped) {
  public Commit {
    segments = List.copyOf(segments);
    cursors = Map.copyOf(cursors);
    tally = List.copyOf(tally);
    dropped = List.copyOf(dropped);
  }

  List<LogRecord> records() {
    List<LogRecord> records = new ArrayList<>();
    segments.forEach(segment -> records.addAll(records(segment)));
    cursors.forEach((source, position) -> records.add(new LogRecord.Cursor(source, position)));
    records.add(new LogRecord.Tally(tally));
    dropped.forEach(id -> records.add(new LogRecord.Gone(id)));
    return records;
  }

  /**
   * Returns how much a lane's part is, bytes on disk; segments without items account for a loss and
   * are the control lane's.
   */
  Map<Lane, Long> bytesByLane() throws IOException {
    Map<Lane, Long> bytes = new EnumMap<>(Lane.class);
    for (SealedSegment segment : segments) {
      Lane lane = segment.items().isEmpty() ? Lane.CONTROL : segment.manifest().chain().lane();
      bytes.merge(lane, LogWriter.partsLength(records(segment)), Long::sum);
    }
    return bytes;
  }

  private static List<LogRecord> records(SealedSegment segment) {
    List<LogRecord> records = new ArrayList<>();
    records.add(new LogRecord.Sealed(segment.signed().encode()));
    segment.items().forEach((number, item) -> records.add(new LogRecord.Body(number, item)));
    return records;
  }
}
