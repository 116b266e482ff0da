package dev.breakwater.agent.consent;

import dev.breakwater.agent.consent.DeletionReceipt.Cause;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.notice.Notice;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.ConsentChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a person's choice is carried out: first it is in force and durable, then what it no longer
 * covers is deleted, then there is a signed receipt. A crash between two of these is made good at
 * the next {@link #open}. What left the car earlier is not deleted here: the decision travels, and
 * the onshore side erases. Safe for use by several threads.
 */
public final class ConsentDesk {
  private final ConsentBook book;
  private final Receipts receipts;
  private final List<Holding> holdings;
  private final InstantSource time;

  // What each purpose's data was last deleted down to; guarded by this object's monitor.
  private final Map<Purpose, Consent> carriedOut = new EnumMap<>(Purpose.class);

  private ConsentDesk(
      ConsentBook book, Receipts receipts, List<Holding> holdings, InstantSource time) {
    this.book = book;
    this.receipts = receipts;
    this.holdings = List.copyOf(holdings);
    this.time = time;
  }

  /**
   * Opens the desk, and finishes what an earlier run could not.
   *
   * @param directory of the receipts
   * @param time for the receipts
   */
  public static ConsentDesk open(
      ConsentBook book, Path directory, KeyVault vault, List<Holding> holdings, InstantSource time)
      throws IOException {
    var desk = new ConsentDesk(book, Receipts.open(directory, vault), holdings, time);
    desk.sweep();
    return desk;
  }

  public ConsentBook book() {
    return book;
  }

  public synchronized List<DeletionReceipt> receipts() {
    return receipts.list();
  }

  /**
   * Carries out a choice.
   *
   * @return the receipt, if the choice takes back anything
   * @throws ConsentRefusedException if the choice cannot become a consent; nothing was changed
   */
  public synchronized Optional<DeletionReceipt> decide(Choice choice)
      throws IOException, ConsentRefusedException {
    Consent before = book.standing(choice.purpose()).consent();
    book.decide(choice);
    Standing standing = book.standing(choice.purpose());
    if (standing.isGranted() && !isLess(standing.consent(), before)) {
      carriedOut.put(choice.purpose(), standing.consent());
      return Optional.empty();
    }
    return delete(standing, Cause.WITHDRAWN);
  }

  private static boolean isLess(Consent now, Consent before) {
    return extent(now) < extent(before);
  }

  private static int extent(Consent consent) {
    return switch (consent) {
      case NOT_SET, NO -> 0;
      case IN_VEHICLE -> 1;
      case YES -> 2;
    };
  }

  /** Ends everything that is granted. */
  public synchronized List<DeletionReceipt> stopAll(Notice shown, String channel)
      throws IOException {
    List<DeletionReceipt> done = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      if (book.standing(purpose).isGranted()) {
        try {
          decide(Choice.no(purpose, shown, channel)).ifPresent(done::add);
        } catch (ConsentRefusedException e) {
          throw new IllegalStateException("a refusal is always taken", e);
        }
      }
    }
    return done;
  }

  /** Deletes what no consent covers any more; called at the start, now and then, and at the end. */
  public synchronized void sweep() throws IOException {
    for (Purpose purpose : Purpose.values()) {
      Standing standing = book.standing(purpose);
      if (withdrawnWithoutReceipt(standing)) {
        delete(standing, Cause.WITHDRAWN);
      } else if (isLess(standing.consent(), carriedOut.getOrDefault(purpose, Consent.YES))) {
        delete(standing, Cause.ENDED);
      }
    }
  }

  private boolean withdrawnWithoutReceipt(Standing standing) {
    ConsentChange last = standing.last();
    return standing.basis() == Standing.Basis.REFUSED
        && last != null
        && !receipts.has(last.purpose(), last.epoch());
  }

  /** Returns the receipt; of what only ended there is none if there was nothing to delete. */
  private Optional<DeletionReceipt> delete(Standing standing, Cause cause) throws IOException {
    Purpose purpose = standing.purpose();
    Consent now = standing.consent();
    Deleted deleted = Deleted.NOTHING;
    for (Holding holding : holdings) {
      deleted = deleted.and(holding.delete(purpose, now));
    }
    carriedOut.put(purpose, now);
    if (deleted.isNothing() && cause == Cause.ENDED) {
      return Optional.empty();
    }
    ConsentChange last = standing.last();
    var receipt =
        new DeletionReceipt(
            receipts.nextNumber(),
            purpose.id(),
            last == null ? 0 : last.epoch(),
            cause,
            time.millis(),
            deleted.items(),
            DeletionReceipt.digestOf(deleted.tombstones()));
    receipts.add(receipt);
    return Optional.of(receipt);
  }
}
