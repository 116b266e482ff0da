package dev.breakwater.agent.outbox;

import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A segment that is not done; changed by its index only. */
final class IndexEntry {
  final Segment segment;
  final LogFile file;
  final Location signed;
  boolean announced;
  private final @Nullable Location[] bodies;
  private final @Nullable Kind[] kinds;

  /** Why each item is given up; null until one is. */
  private @Nullable String @Nullable [] reasons;

  private int left;
  private int givenUp;
  private long bytes;

  IndexEntry(Segment segment, LogFile file, Location signed, boolean announced) {
    this.segment = segment;
    this.file = file;
    this.signed = signed;
    this.announced = announced;
    this.bodies = new Location[segment.items().size()];
    this.kinds = new Kind[segment.items().size()];
    this.bytes = signed.length();
  }

  void add(long number, Kind kind, Location location) {
    bodies[at(number)] = location;
    kinds[at(number)] = kind;
    bytes += location.length();
    left++;
  }

  /** Forgets a pending item; returns whether it was given up. */
  boolean remove(long number) {
    Location location = bodies[at(number)];
    bytes -= location == null ? 0 : location.length();
    bodies[at(number)] = null;
    left--;
    boolean wasGivenUp = reason(at(number)) != null;
    givenUp -= wasGivenUp ? 1 : 0;
    return wasGivenUp;
  }

  /** Returns whether the item is given up now and was not before. */
  boolean giveUp(long number, String reason) {
    return giveUp(at(number), reason);
  }

  private boolean giveUp(int at, String reason) {
    if (reason(at) != null) {
      return false;
    }
    if (reasons == null) {
      reasons = new String[bodies.length];
    }
    reasons[at] = reason;
    givenUp++;
    return true;
  }

  /** Hands over the items that {@link #withdraw} would give up. */
  void covered(Withdrawal withdrawal, Consumer<Purged> taker) {
    for (int i = 0; i < bodies.length; i++) {
      Kind kind = kinds[i];
      if (kind != null && isCovered(i, withdrawal) && reason(i) == null) {
        taker.accept(new Purged(kind.category(), segment.items().get(i)));
      }
    }
  }

  /** Returns how many items are given up now that were not before. */
  int withdraw(Withdrawal withdrawal) {
    int count = 0;
    for (int i = 0; i < bodies.length; i++) {
      if (isCovered(i, withdrawal)) {
        count += giveUp(i, LostItem.CONSENT_WITHDRAWN) ? 1 : 0;
      }
    }
    return count;
  }

  private boolean isCovered(int at, Withdrawal withdrawal) {
    Kind kind = kinds[at];
    return bodies[at] != null && kind != null && withdrawal.covers(kind);
  }

  /** Hands over items given up and their reasons; returns how many. */
  int givenUp(int most, BiConsumer<ItemId, String> taker) {
    int handed = 0;
    for (int i = 0; givenUp > 0 && i < bodies.length && handed < most; i++) {
      String reason = reason(i);
      if (bodies[i] != null && reason != null) {
        taker.accept(id(i), reason);
        handed++;
      }
    }
    return handed;
  }

  Optional<Location> body(long number) {
    return Optional.ofNullable(bodies[at(number)]);
  }

  Kind kind(long number) {
    Kind kind = kinds[at(number)];
    if (kind == null) {
      throw new IllegalStateException("item " + number + " is not here");
    }
    return kind;
  }

  /** Returns the items that are pending, those given up too. */
  List<ItemId> pending() {
    List<ItemId> ids = new ArrayList<>(left);
    for (int i = 0; i < bodies.length; i++) {
      if (bodies[i] != null) {
        ids.add(id(i));
      }
    }
    return ids;
  }

  PendingSegment view() {
    List<ItemId> offered = pending();
    if (givenUp > 0) {
      offered.removeIf(id -> reason(at(id.number())) != null);
    }
    return new PendingSegment(segment.chain(), segment.firstNumber(), announced, offered);
  }

  int left() {
    return left;
  }

  int givenUp() {
    return givenUp;
  }

  /** Returns what manifest and pending items take on disk, bytes. */
  long bytes() {
    return bytes;
  }

  private ItemId id(int at) {
    return new ItemId(segment.chain(), segment.firstNumber() + at);
  }

  private int at(long number) {
    return (int) (number - segment.firstNumber());
  }

  private @Nullable String reason(int at) {
    return reasons == null ? null : reasons[at];
  }
}
