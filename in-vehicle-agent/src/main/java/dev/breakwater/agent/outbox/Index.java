package dev.breakwater.agent.outbox;

import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is pending, and where it is on disk; payloads stay there. Guarded by its outbox. */
final class Index {
  private final Map<Lane, NavigableMap<Long, IndexEntry>> lanes = new EnumMap<>(Lane.class);
  private final Map<Lane, Long> used = new EnumMap<>(Lane.class);

  /** Each kind once: there are few, and very many items. */
  private final Map<Kind, Kind> kinds = new HashMap<>();

  private int items;
  private int givenUp;

  // The segment whose bodies follow; set and read within one commit.
  private @Nullable IndexEntry open;

  Index() {
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new TreeMap<>());
    }
  }

  void sealed(Segment segment, LogFile file, Location signed) {
    open = new IndexEntry(segment, file, signed, false);
    lane(segment.chain().lane()).put(segment.firstNumber(), open);
    file.began();
    account(open, 1);
  }

  /** Takes a segment that is written once more; what was known of it is of no use any more. */
  void moved(Segment segment, boolean announced, LogFile file, Location signed) {
    IndexEntry old = lane(segment.chain().lane()).get(segment.firstNumber());
    if (old != null) {
      account(old, -1);
      items -= old.left();
      givenUp -= old.givenUp();
      old.file.ended();
    }
    open = new IndexEntry(segment, file, signed, announced);
    lane(segment.chain().lane()).put(segment.firstNumber(), open);
    file.began();
    account(open, 1);
  }

  void body(long number, Kind kind, Location location) {
    IndexEntry entry = open;
    if (entry == null) {
      throw new IllegalStateException("an item without its segment");
    }
    account(entry, -1);
    entry.add(number, kinds.computeIfAbsent(kind, known -> known), location);
    account(entry, 1);
    items++;
  }

  /** Notes that a manifest is delivered; one that is not pending is ignored. */
  void announced(ItemId first) {
    IndexEntry entry = lane(first.chain().lane()).get(first.number());
    if (entry != null) {
      entry.announced = true;
      removeIfDone(entry);
    }
  }

  /** Notes that an item is no longer pending; returns whether it was. */
  boolean gone(ItemId id) {
    Optional<IndexEntry> found = find(id);
    if (found.isEmpty()) {
      return false;
    }
    IndexEntry entry = found.get();
    account(entry, -1);
    givenUp -= entry.remove(id.number()) ? 1 : 0;
    account(entry, 1);
    items--;
    removeIfDone(entry);
    return true;
  }

  private void removeIfDone(IndexEntry entry) {
    if (entry.announced && entry.left() == 0) {
      account(entry, -1);
      lane(entry.segment.chain().lane()).remove(entry.segment.firstNumber());
      entry.file.ended();
    }
  }

  /** Notes that an item will not be delivered; the first reason counts. */
  void giveUp(ItemId id, String reason) {
    find(id).ifPresent(entry -> givenUp += entry.giveUp(id.number(), reason) ? 1 : 0);
  }

  /** Returns what {@link #withdraw} would give up. */
  List<Purged> covered(Withdrawal withdrawal) {
    List<Purged> covered = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      if (lane != Lane.CONTROL) {
        lane(lane).values().forEach(entry -> entry.covered(withdrawal, covered::add));
      }
    }
    return covered;
  }

  /** Gives up what a withdrawal covers; accounts of the data itself are not covered. */
  void withdraw(Withdrawal withdrawal) {
    for (Lane lane : Lane.values()) {
      if (lane != Lane.CONTROL) {
        for (IndexEntry entry : lane(lane).values()) {
          givenUp += entry.withdraw(withdrawal);
        }
      }
    }
  }

  /** Returns the segment of an item that is pending. */
  Optional<IndexEntry> find(ItemId id) {
    var entry = lane(id.chain().lane()).floorEntry(id.number());
    boolean pending =
        entry != null
            && entry.getValue().segment.chain().equals(id.chain())
            && id.number() <= entry.getValue().segment.lastNumber()
            && entry.getValue().body(id.number()).isPresent();
    return pending ? Optional.of(entry.getValue()) : Optional.empty();
  }

  /** Returns a segment that is not done. */
  Optional<IndexEntry> segment(ItemId first) {
    return Optional.ofNullable(lane(first.chain().lane()).get(first.number()));
  }

  /** Returns what is to be delivered, without what is given up. */
  List<PendingSegment> pending(Lane lane, int max) {
    List<PendingSegment> segments = new ArrayList<>();
    for (IndexEntry entry : lane(lane).values()) {
      if (segments.size() == max) {
        break;
      }
      PendingSegment view = entry.view();
      if (!view.announced() || !view.items().isEmpty()) {
        segments.add(view);
      }
    }
    return segments;
  }

  /** Returns what of a file is not done, in the order of the chains. */
  List<IndexEntry> of(LogFile file) {
    return entries().filter(entry -> entry.file == file).toList();
  }

  /** Hands over the items given up and their reasons until {@code most} were handed over. */
  void givenUp(int most, BiConsumer<ItemId, String> taker) {
    int left = Math.min(most, givenUp);
    var entries = entries().iterator();
    while (left > 0 && entries.hasNext()) {
      left -= entries.next().givenUp(left, taker);
    }
  }

  private Stream<IndexEntry> entries() {
    return lanes.values().stream().flatMap(lane -> lane.values().stream());
  }

  /** Returns up to {@code max} pending items of {@code lane} sealed before an instant. */
  List<ItemId> sealedBefore(Lane lane, long wallMillis, int max) {
    return lane(lane).values().stream()
        // Not only those at the front: the clock may have been set back between two segments.
        .filter(entry -> entry.segment.wallMillis() < wallMillis)
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

  int givenUp() {
    return givenUp;
  }

  /** Returns what a lane has pending on disk, bytes. */
  long used(Lane lane) {
    return used.getOrDefault(lane, 0L);
  }

  /** A manifest that has lost its items is an account of the loss: the control lane's. */
  private void account(IndexEntry entry, int sign) {
    Lane lane = entry.left() == 0 ? Lane.CONTROL : entry.segment.chain().lane();
    used.merge(lane, sign * entry.bytes(), Long::sum);
    entry.file.account(sign * entry.bytes());
  }

  private NavigableMap<Long, IndexEntry> lane(Lane lane) {
    var entries = lanes.get(lane);
    if (entries == null) {
      throw new IllegalStateException("no lane " + lane);
    }
    return entries;
  }
}
