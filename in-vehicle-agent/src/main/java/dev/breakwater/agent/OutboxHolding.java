package dev.breakwater.agent;

import dev.breakwater.agent.consent.Deleted;
import dev.breakwater.agent.consent.Holding;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What waits in the outbox under a consent. It is given up at once, from any thread; the tombstones
 * follow with the next commit.
 */
final class OutboxHolding implements Holding {
  /** The reason on the tombstones. */
  static final String REASON = "CONSENT_WITHDRAWN";

  private final Outbox outbox;

  OutboxHolding(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public Deleted delete(Purpose purpose, Consent now) throws IOException {
    if (now == Consent.YES) {
      return Deleted.NOTHING;
    }
    Map<String, Long> counts = new TreeMap<>();
    List<Digest> digests = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      for (PendingSegment segment : outbox.pending(lane, Integer.MAX_VALUE)) {
        for (ItemId id : segment.items()) {
          delete(id, purpose, counts, digests);
        }
      }
    }
    return new Deleted(counts, digests);
  }

  private void delete(ItemId id, Purpose purpose, Map<String, Long> counts, List<Digest> digests)
      throws IOException {
    Optional<Bytes> encoded = pending(id);
    if (encoded.isPresent()) {
      String category = decode(encoded.get()).category();
      if (purpose.covers(category)) {
        outbox.giveUp(id, REASON);
        counts.merge(category, 1L, Long::sum);
        digests.add(Digest.of(encoded.get()));
      }
    }
  }

  private Optional<Bytes> pending(ItemId id) throws IOException {
    try {
      return Optional.of(outbox.item(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // delivered, or dropped, since we looked
    }
  }

  private static Item decode(Bytes encoded) {
    try {
      return Item.decode(encoded);
    } catch (WireFormatException e) {
      throw new IllegalStateException("we sealed bytes that are no item", e);
    }
  }
}
