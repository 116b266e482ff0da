package dev.breakwater.agent.uplink;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the proofs go that acknowledged items are in the audit log. Used by the uplink's thread; an
 * {@link IOException} means that its storage is not usable.
 */
public interface ProofInbox {
  /** Asks for nothing: no key of a log is pinned, so no proof could be verified. */
  ProofInbox CLOSED =
      new ProofInbox() {
        @Override
        public void acknowledged(Bytes item) {}

        @Override
        public Optional<ItemId> next() {
          return Optional.empty();
        }

        @Override
        public void answered(ItemId item, @Nullable Bytes proof) {}
      };

  /**
   * Notes that the receiver has acknowledged an item.
   *
   * @param item its encoding
   */
  void acknowledged(Bytes item) throws IOException;

  /** Returns the item whose proof is to be asked for now. */
  Optional<ItemId> next();

  /**
   * Takes an answer.
   *
   * @param proof null if the receiver says that the item is not in the log
   */
  void answered(ItemId item, @Nullable Bytes proof) throws IOException;
}
