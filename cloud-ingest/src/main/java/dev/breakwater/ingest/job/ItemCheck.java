package dev.breakwater.ingest.job;

import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.ingest.stream.Gap;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.ItemLabel;
import java.time.Duration;
import java.util.Optional;

/** Verifies that a segment names exactly the bytes of an item, once. */
final class ItemCheck {
  /** How far a car's clock may be ahead of the broker's. */
  static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  private final Ledger ledger;

  ItemCheck(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Returns the gap that the item closes; none if it was decided before, or is the same wrong item
   * again.
   */
  Optional<Gap> gap(ItemLabel label) throws RejectedException {
    ItemId id = label.id();
    Digest digest = label.digest();
    Gap gap = ledger.gaps().get(id);
    if (gap == null) {
      if (id.number() >= ledger.head(id.chain()).next()) {
        throw new RejectedException(Reason.NO_SEGMENT, "no segment has its number yet");
      }
      return Optional.empty();
    }
    if (gap.named().equals(digest)) {
      return Optional.of(gap);
    }
    if (gap.rejected().equals(digest)) {
      return Optional.empty();
    }
    // The number stays open: the right bytes may still come.
    ledger.gaps().put(id, new Gap(gap.named(), gap.notBeforeMillis(), digest));
    throw new RejectedException(Reason.DIGEST_MISMATCH, "its segment names " + gap.named());
  }

  /** Checks that the car did not choose the law by its clock (Gap says since when). */
  static void checkCaptureTime(Item item, Gap gap, Arrival arrival) throws RejectedException {
    long latest = arrival.appendedAtMillis() + MAX_AHEAD.toMillis();
    if (item.capturedAtMillis() < gap.notBeforeMillis() || item.capturedAtMillis() > latest) {
      throw new RejectedException(Reason.CAPTURE_TIME, "the claimed time is outside the window");
    }
  }
}
