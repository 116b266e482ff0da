package dev.breakwater.ingest.receive;

import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.LoggedItem;
import java.io.IOException;
import java.util.Optional;

/** Where the receiver finds the proof that an item is in the audit log; asked by one thread. */
public interface ItemProofs {
  /** Has no log: nothing is in it. */
  ItemProofs NONE = item -> Optional.empty();

  /**
   * Returns the proof, or nothing while the item is not in the log.
   *
   * @throws IOException if it cannot be found out now
   */
  Optional<LoggedItem> find(ItemId item) throws IOException;
}
