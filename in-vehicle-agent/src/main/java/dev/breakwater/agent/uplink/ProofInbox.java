package dev.breakwater.agent.uplink;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the proofs of the audit log go that a car asks for. Used by the uplink's thread; an {@link
 * IOException} means that its storage is not usable.
 */
public interface ProofInbox {
  /** Asks for nothing: no key of a log is pinned, so no proof could be verified. */
  ProofInbox CLOSED =
      new ProofInbox() {
        @Override
        public void acknowledged(Bytes item) {}

        @Override
        public Optional<ProofQuestion> next() {
          return Optional.empty();
        }

        @Override
        public void answered(ProofQuestion question, @Nullable Bytes proof) {}
      };

  /**
   * Notes that the receiver has acknowledged an item.
   *
   * @param item its encoding
   */
  void acknowledged(Bytes item) throws IOException;

  /** Returns what is to be asked for now. */
  Optional<ProofQuestion> next();

  /**
   * Takes an answer.
   *
   * @param proof null if the receiver says that the log does not have it
   */
  void answered(ProofQuestion question, @Nullable Bytes proof) throws IOException;
}
