package dev.breakwater.cli.demo;

import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.WireFormatException;

/** How many source items (frames, signal samples, cabin samples) a sealed item carries. */
final class SourceItems {
  private SourceItems() {}

  /**
   * A clip's manifest counts for all its frames, so its chunks count for none; the control lane
   * carries statements, not source data.
   */
  static long in(Item item) throws WireFormatException {
    if (item.category().startsWith("control.") || item.category().equals(Chunk.CATEGORY)) {
      return 0;
    }
    return item.category().equals(ClipManifest.CATEGORY)
        ? ClipManifest.decode(item.payload()).frames().size()
        : 1;
  }
}
