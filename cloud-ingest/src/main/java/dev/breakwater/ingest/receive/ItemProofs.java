package dev.breakwater.ingest.receive;

import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.util.Optional;

/**
 * Where the receiver finds the proof that an item, or the erasure that a vehicle asked for, is in
 * the audit log; asked by one thread.
 */
public interface ItemProofs {
  /** Has no log: nothing is in it. */
  ItemProofs NONE = item -> Optional.empty();

  /**
   * Returns the proof, or nothing while the item is not in the log.
   *
   * @throws IOException if it cannot be found out now
   */
  Optional<LoggedItem> find(ItemId item) throws IOException;

  /**
   * Returns the receipt of what was erased after a withdrawal, or nothing while that is not done.
   *
   * @param withdrawal epoch of the decision that took the consent back
   * @throws IOException if it cannot be found out now
   */
  default Optional<ErasureReceipt> erasure(VehicleRef vehicle, long withdrawal) throws IOException {
    return Optional.empty();
  }
}
