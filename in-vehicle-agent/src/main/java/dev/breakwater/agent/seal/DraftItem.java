package dev.breakwater.agent.seal;

import dev.breakwater.agent.outbox.Kind;
import dev.breakwater.agent.outbox.SealedItem;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import java.io.IOException;

/** A numbered draft, encoded whenever it is read. */
record DraftItem(Draft draft, ItemId id, int length) implements SealedItem {
  @Override
  public Bytes read() throws IOException {
    return draft.encode(id);
  }

  @Override
  public Kind kind() {
    return new Kind(draft.cleared().category(), draft.cleared().purpose());
  }
}
