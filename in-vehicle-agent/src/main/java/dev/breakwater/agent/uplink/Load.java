package dev.breakwater.agent.uplink;

import dev.breakwater.agent.outbox.LostItem;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is to be sent, and the law by which each item is judged once more when it goes.
 *
 * @param mayLeave asks the law at this instant
 */
record Load(Outbox outbox, Predicate<Item> mayLeave) {
  /**
   * Takes an item that is to be sent; empty if it was dropped since the caller looked, or may not
   * leave any more: then it is given up, and its tombstone says so.
   */
  Optional<Bytes> take(ItemId id) throws IOException {
    Bytes encoded;
    try {
      encoded = outbox.item(id);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // dropped, with a tombstone, since we looked
    }
    if (mayLeave.test(decode(encoded))) {
      return Optional.of(encoded);
    }
    outbox.giveUp(id, LostItem.FORBIDDEN_WHEN_SENT);
    return Optional.empty();
  }

  private static Item decode(Bytes encoded) {
    try {
      return Item.decode(encoded);
    } catch (WireFormatException e) {
      throw new IllegalStateException("we sealed bytes that are no item", e);
    }
  }
}
