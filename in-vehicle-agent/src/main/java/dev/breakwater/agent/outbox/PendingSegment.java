package dev.breakwater.agent.outbox;

import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.ItemId;
import java.util.List;

/**
 * A segment that is not done yet.
 *
 * @param firstNumber number of the segment's first item
 * @param announced whether the receiver has acknowledged the manifest
 * @param items those still to be delivered, in order; empty if only the manifest is missing or the
 *     others are given up
 */
public record PendingSegment(
    ChainId chain, long firstNumber, boolean announced, List<ItemId> items) {
  public PendingSegment {
    items = List.copyOf(items);
  }

  ItemId first() {
    return new ItemId(chain, firstNumber);
  }
}
