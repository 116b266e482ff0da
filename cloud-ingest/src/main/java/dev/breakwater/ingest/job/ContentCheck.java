package dev.breakwater.ingest.job;

import dev.breakwater.ingest.stream.ChunkId;
import dev.breakwater.ingest.stream.Gap;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.CabinExcerpt;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StatutoryReceipt;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.UnloggedItem;
import dev.breakwater.wire.WireFormatException;
import java.util.Set;

/** Verifies what an item carries, and remembers what later items are measured by. */
final class ContentCheck {
  /** The most chunks that the clips of one chain may have announced and not delivered. */
  static final int MAX_ANNOUNCED = 1 << 16;

  private final Ledger ledger;
  private final Set<Digest> models;
  private final Withdrawals withdrawals;

  /**
   * @param models digests of the detector models that may have anonymized a frame
   */
  ContentCheck(Ledger ledger, Set<Digest> models, Withdrawals withdrawals) {
    this.ledger = ledger;
    this.withdrawals = withdrawals;
    this.models = models;
  }

  void accept(Item item) throws RejectedException, WireFormatException {
    switch (item.category()) {
      case ClipManifest.CATEGORY ->
          announce(item.id().chain(), ClipManifest.decode(item.payload()));
      case Chunk.CATEGORY -> deliver(item.id().chain(), Chunk.decode(item.payload()));
      case Tombstone.CATEGORY -> bury(item.id().chain(), Tombstone.decode(item.payload()));
      case Activation.CATEGORY -> Activation.decode(item.payload());
      case PlanRuling.CATEGORY -> PlanRuling.decode(item.payload());
      case RunningSoftware.CATEGORY -> RunningSoftware.decode(item.payload());
      case UnloggedItem.CATEGORY -> missed(item.id().chain(), UnloggedItem.decode(item.payload()));
      case ConsentChange.CATEGORY -> withdrawals.accept(ConsentChange.decode(item.payload()));
      case StayedInCar.CATEGORY -> StayedInCar.decode(item.payload());
      case StatutoryReceipt.CATEGORY -> StatutoryReceipt.decode(item.payload());
      case CabinExcerpt.VOICE, CabinExcerpt.REMOTE_VIEW, CabinExcerpt.CLOUD_RECORDING ->
          CabinExcerpt.decode(item.payload());
      default -> {
        if (item.id().chain().lane() == Lane.TELEMETRY) {
          Signal.decode(item.payload());
        }
      }
    }
  }

  private void announce(ChainId chain, ClipManifest manifest) throws RejectedException {
    Attestations.check(manifest, models);
    var head = ledger.head(chain);
    if (head.chunks() + manifest.chunks().size() > MAX_ANNOUNCED) {
      throw new RejectedException(Reason.TOO_MANY_OPEN, head.chunks() + " chunks are announced");
    }
    int added = 0;
    for (int i = 0; i < manifest.chunks().size(); i++) {
      ChunkId id = new ChunkId(chain, manifest.clip(), i);
      added += ledger.chunks().get(id) == null ? 1 : 0;
      ledger.chunks().put(id, manifest.chunks().get(i));
    }
    ledger.heads().put(chain, head.withChunks(added));
  }

  private void deliver(ChainId chain, Chunk chunk) throws RejectedException {
    ChunkId id = new ChunkId(chain, chunk.clip(), chunk.index());
    if (!Digest.of(chunk.bytes()).equals(ledger.chunks().get(id))) {
      throw new RejectedException(
          Reason.NO_MANIFEST, "no clip manifest names chunk " + chunk.index());
    }
    ledger.chunks().remove(id);
    ledger.heads().put(chain, ledger.head(chain).withChunks(-1));
  }

  private static void missed(ChainId carrier, UnloggedItem missing) throws RejectedException {
    if (missing.epoch() > carrier.epoch()) {
      throw new RejectedException(Reason.CHAIN_BROKEN, "the item is of a later epoch");
    }
  }

  /** Closes the gap that the lost item would leave open for ever. */
  private void bury(ChainId carrier, Tombstone tombstone) throws RejectedException {
    // An epoch of the future could make the job remember numbers that no segment will ever name.
    if (tombstone.epoch() > carrier.epoch()) {
      throw new RejectedException(Reason.CHAIN_BROKEN, "the tombstone is for a later epoch");
    }
    ItemId id =
        new ItemId(
            new ChainId(carrier.vehicle(), tombstone.epoch(), tombstone.lane()),
            tombstone.number());
    Gap gap = ledger.gaps().get(id);
    if (gap != null && gap.named().equals(tombstone.digest())) {
      ledger.close(id);
    } else if (gap != null) {
      throw new RejectedException(Reason.DIGEST_MISMATCH, "a segment names " + gap.named());
    } else {
      rememberLost(id, tombstone.digest());
    }
  }

  private void rememberLost(ItemId id, Digest digest) throws RejectedException {
    long next = ledger.head(id.chain()).next();
    if (id.number() >= next + SegmentCheck.MAX_OPEN) {
      throw new RejectedException(Reason.TOO_MANY_OPEN, "the tombstone is far ahead of its chain");
    }
    if (id.number() >= next) {
      ledger.lost().put(id, digest);
    }
  }
}
