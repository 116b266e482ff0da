package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The queue between the seal and the uplink. A commit is atomic and durable when {@link #commit}
 * returns; acknowledgements may be forgotten by a crash, and what they were about is then offered
 * again. One thread commits; any thread may do the rest. An {@link IOException} means that the
 * storage is not usable: stop the process and open the outbox anew.
 */
public interface Outbox extends AutoCloseable {
  VehicleRef vehicle();

  /** Counts the times the chains of this vehicle were started anew, from 1. */
  long epoch();

  /** Returns where the chain of {@code lane} stands. */
  ChainHead head(Lane lane);

  /** Returns how far each source was read by the commits so far. */
  Map<String, Long> cursors();

  /** Returns what stayed in the car and was counted by the commits so far, but not yet sealed. */
  List<StayedInCar> tally();

  /**
   * Stores all of {@code commit} or nothing.
   *
   * @return false if there is no room for it; nothing was stored then
   * @throws IllegalStateException if a segment does not continue its chain
   */
  boolean commit(Commit commit) throws IOException;

  /** Returns up to {@code max} segments of a lane that are to be sent, in the chain's order. */
  List<PendingSegment> pending(Lane lane, int max);

  /** Returns the encoded {@link dev.breakwater.wire.SignedSegment} of a pending segment. */
  Bytes manifest(PendingSegment segment) throws IOException;

  /**
   * Returns the encoded {@link dev.breakwater.wire.Item}.
   *
   * @throws IllegalArgumentException if the item is not pending (any more)
   */
  Bytes item(ItemId id) throws IOException;

  /** Notes that the receiver committed the segment's manifest. */
  void acknowledgeSegment(PendingSegment segment) throws IOException;

  /** Notes that the receiver committed the item; one that is not pending is ignored. */
  void acknowledge(ItemId id) throws IOException;

  /**
   * Notes that an item will not be delivered, e.g. because the receiver refuses its bytes. It is
   * not offered any more, and counts as backlog until a commit {@link Commit#dropped drops} it
   * together with its tombstone. A crash may forget it; it is offered again then.
   *
   * @param reason for the tombstone, e.g. {@link LostItem#REFUSED_BY_RECEIVER}
   */
  void giveUp(ItemId id, String reason);

  /**
   * Gives up every item that a withdrawal of consent covers, in every lane but control; durable
   * when it returns. Their tombstones follow with the next commits.
   *
   * @return the items that are given up now and were not before
   */
  List<Purged> purge(Withdrawal withdrawal) throws IOException;

  /** Returns items given up and items past their age that no commit has dropped yet. */
  List<LostItem> lost() throws IOException;

  /** Returns whether a tombstone is due for something given up. */
  boolean isGivenUp();

  Backlog backlog();

  /** Returns a number that grows with every commit and every acknowledgement. */
  long version();

  /**
   * Waits until {@link #version} is above {@code seen} or the time is over.
   *
   * @return the version then
   */
  long awaitChange(long seen, Duration atMost) throws InterruptedException;

  /** Makes every acknowledgement durable and releases the storage. */
  @Override
  void close() throws IOException;
}
