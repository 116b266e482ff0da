package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.StatutoryReceipt;
import dev.breakwater.wire.WireFormatException;

/**
 * A sealed item that will not be delivered: what its tombstone says.
 *
 * @param digest of its encoding
 * @param reason one of the constants here
 * @param sourceItems how many source items are lost with it
 */
public record LostItem(ItemId id, Digest digest, String category, String reason, long sourceItems) {
  /** There was no room when it was sealed. */
  public static final String OUTBOX_FULL = "OUTBOX_FULL";

  /** It was not delivered within {@link OutboxSettings#maxAge}. */
  public static final String OUTBOX_AGE = "OUTBOX_AGE";

  /** The receiver will never take these bytes. */
  public static final String REFUSED_BY_RECEIVER = "REFUSED_BY_RECEIVER";

  /** The law at sending forbids what the law at sealing permitted. */
  public static final String FORBIDDEN_WHEN_SENT = "FORBIDDEN_WHEN_SENT";

  /** {@link Outbox#purge}. */
  public static final String CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN";

  /**
   * Returns what the tombstone of a sealed item says.
   *
   * @param encoded the item's encoding, as it was sealed
   * @throws IllegalStateException if it is none
   */
  public static LostItem of(Bytes encoded, String reason) {
    try {
      Item item = Item.decode(encoded);
      return new LostItem(
          item.id(), Digest.of(encoded), item.category(), reason, sourceItems(item));
    } catch (WireFormatException e) {
      throw new IllegalStateException("we sealed bytes that are no item", e);
    }
  }

  private static long sourceItems(Item item) throws WireFormatException {
    return switch (item.category()) {
      case ClipManifest.CATEGORY -> ClipManifest.decode(item.payload()).frames().size();
      case Chunk.CATEGORY, StatutoryReceipt.CATEGORY -> 0;
      default -> 1;
    };
  }
}
