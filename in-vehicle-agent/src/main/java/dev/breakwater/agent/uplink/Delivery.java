package dev.breakwater.agent.uplink;

import dev.breakwater.wire.ItemId;

/**
 * One request to the receiver.
 *
 * @param id of the item, or of the first item of the segment whose manifest this is
 */
record Delivery(Kind kind, ItemId id) {
  /** What is sent, and the receiver's resource for it. */
  enum Kind {
    MANIFEST("s"),
    ITEM("i");

    private final String resource;

    Kind(String resource) {
      this.resource = resource;
    }

    String resource() {
      return resource;
    }
  }
}
