package dev.breakwater.ingest.trail;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.ingest.keys.DataKey;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where in the log outcomes and statements are: their leaves are made again, and looked for. What
 * is found is not proven yet. Not thread-safe; the first question reads the log from {@code from}
 * on, later ones only what is new in it.
 */
public final class Places {
  private final ItemCipher cipher;
  private final LeafIndex index;

  /**
   * One entry and where it is.
   *
   * @param index nothing while the log does not have it
   */
  public record Place(OptionalLong index, LeafContent leaf) {}

  /**
   * @param policy must accept the log's checkpoint
   * @param from entries before this one are not found
   */
  public Places(ItemCipher cipher, LogSource log, PolicyFile policy, long from) {
    this.cipher = cipher;
    this.index = new LeafIndex(log, policy, from);
  }

  /**
   * Returns where the decision about an item is; nothing if it is erased, so that nobody can tell
   * which entry is its.
   *
   * @throws NoteException if the policy does not accept the log's checkpoint
   */
  public Optional<Place> of(Outcome outcome) throws IOException, NoteException {
    Optional<OpenedOutcome> opened = OpenedOutcome.ofRow(outcome, cipher);
    return opened.isEmpty() ? Optional.empty() : Optional.of(found(opened.get().leaf()));
  }

  /** The same of a statement. */
  public Optional<Place> of(Statement statement) throws IOException, NoteException {
    Optional<Bytes> key = cipher.keys().find(statement.key()).map(DataKey::secret);
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(found(StatementLeaf.of(statement, key.get())));
  }

  private Place found(LeafContent leaf) throws IOException, NoteException {
    return new Place(index.find(leaf), leaf);
  }
}
