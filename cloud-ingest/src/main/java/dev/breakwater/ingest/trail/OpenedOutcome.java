package dev.breakwater.ingest.trail;

import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.ingest.keys.DataKey;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.util.Optional;

/**
 * An outcome with what its leaf is made of.
 *
 * @param plain what the vehicle delivered; nothing if it is erased
 * @param salting the item's data key; of what is erased, a key of its vehicle and purpose that
 *     salts what names nobody
 */
record OpenedOutcome(Outcome outcome, Optional<Bytes> plain, Bytes salting) {
  /** Opens an outcome that is to be logged: the key of what is erased is made if there is none. */
  static OpenedOutcome forLog(Outcome outcome, ItemCipher cipher) throws IOException {
    Optional<Bytes> plain = cipher.open(outcome);
    Optional<Bytes> own = own(outcome, plain, cipher.keys());
    if (own.isPresent()) {
      return new OpenedOutcome(outcome, plain, own.get());
    }
    // An earlier release wrote outcomes without a key; else the key is destroyed.
    Optional<Bytes> named = outcome.key().isEmpty() ? plain : Optional.empty();
    return new OpenedOutcome(
        outcome, named, cipher.keys().of(outcome.vehicle(), outcome.purpose()));
  }

  /** Opens a row; nothing if its key is destroyed, and with it the salt of its leaf. */
  static Optional<OpenedOutcome> ofRow(Outcome row, ItemCipher cipher) throws IOException {
    Optional<Bytes> plain = cipher.open(row);
    Optional<Bytes> salting =
        row.key().isEmpty()
            ? cipher.keys().find(row.vehicle(), row.purpose())
            : own(row, plain, cipher.keys());
    return salting.map(key -> new OpenedOutcome(row, plain, key));
  }

  private static Optional<Bytes> own(Outcome outcome, Optional<Bytes> plain, DataKeys keys)
      throws IOException {
    return plain.isEmpty() ? Optional.empty() : keys.find(outcome.key()).map(DataKey::secret);
  }

  LeafContent leaf() {
    return Leaves.leaf(outcome, plain, salting);
  }

  CommittedContent content() {
    return Leaves.content(outcome, plain);
  }
}
