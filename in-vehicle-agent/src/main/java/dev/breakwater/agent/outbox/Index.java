package dev.breakwater.agent.outbox;

import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is pending, and where it is on disk; payloads stay there. Guarded by its outbox. */
final class Index {
  private final Map<Lane, NavigableMap<Long, Entry>> lanes = new EnumMap<>(Lane.class);
  private int items;

  // The segment whose bodies follow; set and read within one commit.
  private @Nullable Entry open;

  Index() {
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new TreeMap<>());
    }
  }

  /** A segment that is not done. */
  static final class Entry {
    final Segment segment;
    final LogFile file;
    final Location signed;
    private final @Nullable Location[] bodies;
    private int left;
    private boolean announced;

    Entry(Segment segment, LogFile file, Location signed) {
      this.segment = segment;
      this.file = file;
      this.signed = signed;
      this.bodies = new Location[segment.items().size()];
    }

    Optional<Location> body(long number) {
      return Optional.ofNullable(bodies[(int) (number - segment.firstNumber())]);
    }

    List<ItemId> pending() {
      List<ItemId> ids = new ArrayList<>(left);
      for (int i = 0; i < bodies.length; i++) {
        if (bodies[i] != null) {
          ids.add(new ItemId(segment.chain(), segment.firstNumber() + i));
        }
      }
      return ids;
    }

    private void set(long number, @Nullable Location location) {
      bodies[(int) (number - segment.firstNumber())] = location;
      left += location == null ? -1 : 1;
    }
  }

  void sealed(Segment segment, LogFile file, Location signed) {
    var entry = new Entry(segment, file, signed);
    lane(segment.chain().lane()).put(segment.firstNumber(), entry);
    file.began();
    open = entry;
  }

  void body(long number, Location location) {
    if (open == null) {
      throw new IllegalStateException("an item without its segment");
    }
    open.set(number, location);
    items++;
  }

  /** Notes that a manifest is delivered; one that is not pending is ignored. */
  void announced(ItemId first) {
    Entry entry = lane(first.chain().lane()).get(first.number());
    if (entry != null) {
      entry.announced = true;
      removeIfDone(entry);
    }
  }

  /** Notes that an item is no longer pending; returns whether it was. */
  boolean gone(ItemId id) {
    Optional<Entry> entry = find(id);
    if (entry.isEmpty()) {
      return false;
    }
    entry.get().set(id.number(), null);
    items--;
    removeIfDone(entry.get());
    return true;
  }

  private void removeIfDone(Entry entry) {
    if (entry.announced && entry.left == 0) {
      lane(entry.segment.chain().lane()).remove(entry.segment.firstNumber());
      entry.file.ended();
    }
  }

  /** Returns the segment of an item that is pending. */
  Optional<Entry> find(ItemId id) {
    var entry = lane(id.chain().lane()).floorEntry(id.number());
    boolean pending =
        entry != null
            && entry.getValue().segment.chain().equals(id.chain())
            && id.number() <= entry.getValue().segment.lastNumber()
            && entry.getValue().body(id.number()).isPresent();
    return pending ? Optional.of(entry.getValue()) : Optional.empty();
  }

  /** Returns a segment that is not done. */
  Optional<Entry> segment(ItemId first) {
    return Optional.ofNullable(lane(first.chain().lane()).get(first.number()));
  }

  List<PendingSegment> pending(Lane lane, int max) {
    return lane(lane).values().stream().limit(max).map(Index::view).toList();
  }

  private static PendingSegment view(Entry entry) {
    Segment segment = entry.segment;
    return new PendingSegment(
        segment.chain(), segment.firstNumber(), entry.announced, entry.pending());
  }

  /** Returns up to {@code max} pending items of {@code lane} sealed before an instant. */
  List<ItemId> sealedBefore(Lane lane, long wallMillis, int max) {
    return lane(lane).values().stream()
        .takeWhile(entry -> entry.segment.wallMillis() < wallMillis)
        .flatMap(entry -> entry.pending().stream())
        .limit(max)
        .toList();
  }

  int segments() {
    return lanes.values().stream().mapToInt(Map::size).sum();
  }

  int items() {
    return items;
  }

  private NavigableMap<Long, Entry> lane(Lane lane) {
    var entries = lanes.get(lane);
    if (entries == null) {
      throw new IllegalStateException("no lane " + lane);
    }
    return entries;
  }
}
