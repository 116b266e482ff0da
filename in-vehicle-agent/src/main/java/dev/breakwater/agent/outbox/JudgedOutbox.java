package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The outbox as the uplink sees it: an item comes out only if the law at this instant permits it to
 * leave. What was sealed under an earlier law and may not leave under this one is given up, and its
 * tombstone says so. Items are asked for by one thread, the uplink's.
 */
public final class JudgedOutbox implements Outbox {
  /** The reason on the tombstone. */
  public static final String REASON = "FORBIDDEN_WHEN_SENT";

  private static final int MAX_REMEMBERED = 10_000;

  private final Outbox outbox;
  private final Predicate<Item> mayLeave;

  // Given up, and pending until a commit drops them. Owned by the thread of the uplink.
  private final Set<ItemId> forbidden = new HashSet<>();

  /**
   * @param mayLeave asks the law at this instant
   */
  public JudgedOutbox(Outbox outbox, Predicate<Item> mayLeave) {
    this.outbox = outbox;
    this.mayLeave = mayLeave;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException also if it may not leave
   */
  @Override
  public Bytes item(ItemId id) throws IOException {
    if (forbidden.contains(id)) {
      throw notPending(id);
    }
    Bytes encoded = outbox.item(id);
    if (!mayLeave.test(decode(encoded))) {
      forget();
      forbidden.add(id);
      outbox.giveUp(id, REASON);
      throw notPending(id);
    }
    return encoded;
  }

  /** One that is forgotten too early is judged again, to the same end. */
  private void forget() {
    if (forbidden.size() >= MAX_REMEMBERED) {
      forbidden.clear();
    }
  }

  private static IllegalArgumentException notPending(ItemId id) {
    return new IllegalArgumentException(id + " may not leave the car");
  }

  private static Item decode(Bytes encoded) {
    try {
      return Item.decode(encoded);
    } catch (WireFormatException e) {
      throw new IllegalStateException("we sealed bytes that are no item", e);
    }
  }

  @Override
  public boolean commit(Commit commit) throws IOException {
    return outbox.commit(commit);
  }

  @Override
  public VehicleRef vehicle() {
    return outbox.vehicle();
  }

  @Override
  public long epoch() {
    return outbox.epoch();
  }

  @Override
  public ChainHead head(Lane lane) {
    return outbox.head(lane);
  }

  @Override
  public Map<String, Long> cursors() {
    return outbox.cursors();
  }

  @Override
  public List<StayedInCar> tally() {
    return outbox.tally();
  }

  @Override
  public List<PendingSegment> pending(Lane lane, int max) {
    return outbox.pending(lane, max);
  }

  @Override
  public Bytes manifest(PendingSegment segment) throws IOException {
    return outbox.manifest(segment);
  }

  @Override
  public void acknowledgeSegment(PendingSegment segment) throws IOException {
    outbox.acknowledgeSegment(segment);
  }

  @Override
  public void acknowledge(ItemId id) throws IOException {
    outbox.acknowledge(id);
  }

  @Override
  public void giveUp(ItemId id, String reason) {
    outbox.giveUp(id, reason);
  }

  @Override
  public List<LostItem> lost() throws IOException {
    return outbox.lost();
  }

  @Override
  public Backlog backlog() {
    return outbox.backlog();
  }

  @Override
  public long version() {
    return outbox.version();
  }

  @Override
  public long awaitChange(long seen, Duration atMost) throws InterruptedException {
    return outbox.awaitChange(seen, atMost);
  }

  @Override
  public void close() throws IOException {
    outbox.close();
  }
}
