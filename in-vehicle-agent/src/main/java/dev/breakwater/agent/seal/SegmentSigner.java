package dev.breakwater.agent.seal;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.ChainHead;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.SealedItem;
import dev.breakwater.agent.outbox.SealedSegment;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers drafts from the head of their chain on and signs segments of them; one segment holds what
 * one policy permitted.
 */
final class SegmentSigner {
  private final Outbox outbox;
  private final KeyVault vault;
  private final Clocks clocks;

  SegmentSigner(Outbox outbox, KeyVault vault, Clocks clocks) {
    this.outbox = outbox;
    this.vault = vault;
    this.clocks = clocks;
  }

  /** Returns the segments that continue the chain of {@code lane} in the outbox. */
  List<SealedSegment> sign(Lane lane, List<Draft> drafts) throws IOException {
    var chain = new ChainId(outbox.vehicle(), outbox.epoch(), lane);
    ChainHead head = outbox.head(lane);
    List<SealedSegment> segments = new ArrayList<>();
    int to;
    for (int from = 0; from < drafts.size(); from = to) {
      to = end(drafts, from);
      SealedSegment segment = sign(chain, head, drafts.subList(from, to));
      segments.add(segment);
      Digest digest = Digest.of(segment.signed().manifest());
      head = new ChainHead(segment.manifest().lastNumber() + 1, digest);
    }
    return segments;
  }

  /** Returns where the segment ends that begins with the draft at {@code from}. */
  private static int end(List<Draft> drafts, int from) {
    Digest policy = drafts.get(from).cleared().policy();
    int limit = Math.min(drafts.size(), from + Segment.MAX_ITEMS);
    int end = from + 1;
    while (end < limit && drafts.get(end).cleared().policy().equals(policy)) {
      end++;
    }
    return end;
  }

  private SealedSegment sign(ChainId chain, ChainHead head, List<Draft> drafts) throws IOException {
    List<Digest> digests = new ArrayList<>();
    Map<Long, SealedItem> items = new TreeMap<>();
    for (Draft draft : drafts) {
      var id = new ItemId(chain, head.nextNumber() + digests.size());
      Bytes encoded = draft.encode(id);
      digests.add(Digest.of(encoded));
      items.put(id.number(), new DraftItem(draft, id, encoded.length()));
    }
    Segment manifest = manifest(chain, head, digests, drafts.get(0).cleared().policy());
    Bytes bytes = manifest.encode();
    var signed = new SignedSegment(bytes, SignedSegment.ED25519, vault.sign(bytes));
    return new SealedSegment(manifest, signed, items);
  }

  private Segment manifest(ChainId chain, ChainHead head, List<Digest> digests, Digest policy) {
    return new Segment(
        chain,
        head.nextNumber(),
        head.previous(),
        digests,
        policy,
        clocks.wall().millis(),
        clocks.bootMillis().getAsLong(),
        clocks.source());
  }
}
