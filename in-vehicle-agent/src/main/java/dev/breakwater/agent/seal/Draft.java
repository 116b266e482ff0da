package dev.breakwater.agent.seal;

import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import java.io.IOException;

/** An item that has no number yet. */
record Draft(Cleared cleared, Payload payload) {
  /** Gives the same bytes each time; a chunk reads them from the clip's file. */
  interface Payload {
    Bytes read() throws IOException;
  }

  Bytes encode(ItemId id) throws IOException {
    var item =
        new Item(
            id,
            cleared.category(),
            cleared.purpose(),
            cleared.capturedAt().toEpochMilli(),
            cleared.subject(),
            cleared.consentEpoch(),
            cleared.rules(),
            payload.read());
    return item.encode();
  }
}
