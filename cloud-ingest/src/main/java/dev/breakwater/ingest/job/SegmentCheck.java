package dev.breakwater.ingest.job;

import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.ingest.stream.ChainHead;
import dev.breakwater.ingest.stream.Decided;
import dev.breakwater.ingest.stream.Gap;
import dev.breakwater.ingest.stream.SegmentMark;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.WireFormatException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Verifies a segment manifest and opens the numbers it names. */
final class SegmentCheck {
  /** The most undecided numbers kept of one chain: what a car may announce and never send. */
  static final int MAX_OPEN = 1 << 16;

  /** The most undecided numbers of a chain that are kept although no segment names them. */
  static final int MAX_UNPROVEN = 1024;

  /** Counting reads up to {@link #MAX_OPEN} rows: a car cannot make the job do it all the time. */
  private static final Duration COUNT_AGAIN = Duration.ofSeconds(10);

  private static final int MAX_COUNTED = 1 << 10;

  private final Ledger ledger;

  /** When the open numbers of a chain were counted, by the broker's clock, Unix milliseconds. */
  private final Map<ChainId, Long> counted = new Recent<>(MAX_COUNTED);

  private final Duration preTrigger;

  SegmentCheck(Ledger ledger, Duration preTrigger) {
    this.ledger = ledger;
    this.preTrigger = preTrigger;
  }

  void accept(Arrival arrival, VehicleRecord vehicle)
      throws RejectedException, WireFormatException {
    SignedSegment signed = SignedSegment.decode(arrival.body());
    Segment segment = Segment.decode(signed.manifest());
    if (!segment.chain().vehicle().equals(vehicle.vehicle())) {
      throw new RejectedException(Reason.WRONG_PEER, "the segment names another vehicle");
    }
    if (!verifies(signed, vehicle.sealKey())) {
      throw new RejectedException(Reason.BAD_SEAL, "the signature does not verify");
    }
    ChainHead head = head(segment, arrival);
    SegmentMark mark = new SegmentMark(segment.firstNumber(), Digest.of(signed.manifest()));
    if (!head.recent().contains(mark)) {
      checkContinues(segment, head);
      extend(segment, mark, withRoom(segment, head, arrival.appendedAtMillis()));
    }
  }

  /**
   * Returns how far the chain is known. After a loss, a chain whose first segments are no longer in
   * the topic raw is known up to the oldest that still is, which is signed: of the numbers before
   * it, those that have no outcome are open and nothing says their digests, so what comes under
   * them is quarantined.
   */
  private ChainHead head(Segment segment, Arrival arrival) {
    ChainId chain = segment.chain();
    ChainHead head = ledger.head(chain);
    boolean unknown = head.next() == 0 && segment.firstNumber() > 0;
    Decided before = ledger.decided();
    if (!unknown
        || !before.knows(chain)
        || before.wasQuarantined(
            arrival.peer(), Digest.of(arrival.body()), arrival.appendedAtMillis())) {
      return head;
    }
    long first = segment.firstNumber();
    Map<ItemId, Gap> unproven = new HashMap<>();
    for (long number = Math.max(0, first - MAX_UNPROVEN); number < first; number++) {
      ItemId id = new ItemId(chain, number);
      if (!before.isClosed(id)) {
        unproven.put(id, new Gap(Digest.ZERO, Long.MAX_VALUE, Digest.ZERO));
      }
    }
    ledger.extend(chain, head, unproven);
    var trusted = List.of(new SegmentMark(0, segment.previous()));
    return new ChainHead(first, segment.wallMillis(), ledger.head(chain).open(), 0, trusted);
  }

  private static boolean verifies(SignedSegment signed, Bytes key) {
    // Fail closed: an algorithm we cannot check is a signature that does not verify.
    if (!signed.algorithm().equals(SignedSegment.ED25519)) {
      return false;
    }
    Ed25519Signer verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(key.toArray()));
    byte[] manifest = signed.manifest().toArray();
    verifier.update(manifest, 0, manifest.length);
    return verifier.verifySignature(signed.signature().toArray());
  }

  private static void checkContinues(Segment segment, ChainHead head) throws RejectedException {
    if (segment.firstNumber() < head.next()) {
      throw new RejectedException(
          Reason.CHAIN_FORKED, "another segment has number " + segment.firstNumber());
    }
    if (segment.firstNumber() > head.next()) {
      throw new RejectedException(
          Reason.CHAIN_BROKEN,
          "it begins with " + segment.firstNumber() + " where " + head.next() + " is next");
    }
    if (!segment.previous().equals(head.last())) {
      throw new RejectedException(Reason.CHAIN_BROKEN, "it names another segment before it");
    }
  }

  /**
   * Returns the head if the numbers of the segment have room in the gap list. What leaves the list
   * is not subtracted from the head, which would be written for each item; so a head that is full
   * is counted.
   */
  private ChainHead withRoom(Segment segment, ChainHead head, long nowMillis)
      throws RejectedException {
    int more = segment.items().size();
    if (head.open() + more <= MAX_OPEN) {
      return head;
    }
    Long before = counted.get(segment.chain());
    boolean due = before == null || nowMillis - before >= COUNT_AGAIN.toMillis();
    int open = due ? count(segment.chain(), nowMillis) : head.open();
    if (open + more > MAX_OPEN) {
      throw new RejectedException(Reason.TOO_MANY_OPEN, open + " numbers are open");
    }
    return head.withOpen(open);
  }

  private int count(ChainId chain, long nowMillis) {
    counted.put(chain, nowMillis);
    return ledger.open(chain);
  }

  private void extend(Segment segment, SegmentMark mark, ChainHead head) {
    long start = head.recent().isEmpty() ? segment.wallMillis() : head.wallMillis();
    Map<ItemId, Gap> opened = new HashMap<>();
    boolean noneLost = ledger.lost().isEmpty();
    for (int i = 0; i < segment.items().size(); i++) {
      ItemId id = new ItemId(segment.chain(), segment.firstNumber() + i);
      Digest named = segment.items().get(i);
      Digest lost = noneLost ? null : ledger.lost().get(id);
      if (lost != null) {
        ledger.lost().remove(id);
      }
      if (!named.equals(lost)) {
        opened.put(id, new Gap(named, start - preTrigger.toMillis(), Digest.ZERO));
      }
    }
    ledger.extend(
        segment.chain(), head.after(mark, segment.lastNumber() + 1, segment.wallMillis()), opened);
  }
}
