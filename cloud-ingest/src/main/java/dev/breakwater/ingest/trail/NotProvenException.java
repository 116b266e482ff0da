package dev.breakwater.ingest.trail;

import dev.breakwater.wire.ItemId;

/** The decision about an item cannot be proven from store, keys and log. */
public final class NotProvenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ItemId item;

  NotProvenException(ItemId item, String problem) {
    super("item " + item + ": " + problem);
    this.item = item;
  }

  public ItemId item() {
    return item;
  }

  public String remedy() {
    return "Look for the item in the store, and verify the log.";
  }
}
