package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A signed segment and the items it travels with.
 *
 * @param items by number; a number that the manifest lists and this map lacks is lost
 */
public record SealedSegment(Segment manifest, SignedSegment signed, Map<Long, SealedItem> items) {
  public SealedSegment {
    items = Collections.unmodifiableMap(new TreeMap<>(items));
    for (long number : items.keySet()) {
      if (number < manifest.firstNumber() || number > manifest.lastNumber()) {
        throw new IllegalArgumentException("item " + number + " is not of this segment");
      }
    }
  }

  /** Returns the same segment without its items. */
  public SealedSegment withoutItems() {
    return new SealedSegment(manifest, signed, Map.of());
  }
}
