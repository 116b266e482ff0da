package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.proof.TileTree;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Makes proofs from a published log, against its latest checkpoint. Thread-safe. */
public final class Prover {
  private static final int ATTEMPTS = 5;

  private final LogSource source;
  private final PolicyFile policy;

  /**
   * @param policy must accept the checkpoint, or nothing is proven
   */
  public Prover(LogSource source, PolicyFile policy) {
    this.source = source;
    this.policy = policy;
  }

  /**
   * Proves one entry; the proof carries the entry and has been verified.
   *
   * @throws IllegalArgumentException if the log has no such index
   * @throws NoteException if the policy does not accept the log's checkpoint
   * @throws InvalidProofException if the tiles do not lead to the checkpoint's root
   */
  public TlogProof prove(long index) throws IOException, NoteException, InvalidProofException {
    for (int attempt = 1; ; attempt++) {
      try {
        return proveOnce(index);
      } catch (FileNotFoundException e) {
        requireAttempt(attempt, e);
      }
    }
  }

  private TlogProof proveOnce(long index) throws IOException, NoteException, InvalidProofException {
    Bytes note = note();
    Checkpoint checkpoint = policy.accept(note);
    if (index < 0 || index >= checkpoint.size()) {
      throw new IllegalArgumentException(
          "no index " + index + " in a log of " + checkpoint.size() + " entries");
    }
    var path = new TileTree(checkpoint.size(), this::tile).inclusion(index);
    Tile bundle = Tile.at(Tile.ENTRIES, index / Tile.FULL, checkpoint.size());
    Bytes entry = entries(bundle).get((int) (index % Tile.FULL));
    path.verify(TreeHash.leaf(entry), checkpoint.root());
    return new TlogProof(entry, index, path.path(), note);
  }

  /**
   * Returns how many entries the log has.
   *
   * @throws NoteException if the policy does not accept the log's checkpoint
   */
  public long size() throws IOException, NoteException {
    return policy.accept(note()).size();
  }

  /**
   * Searches the log for the entry with a commitment.
   *
   * @param from index to begin at
   * @return its index, or nothing if no entry has it
   * @throws NoteException if the policy does not accept the log's checkpoint
   */
  public OptionalLong find(Digest commitment, long from) throws IOException, NoteException {
    for (int attempt = 1; ; attempt++) {
      try {
        return findOnce(commitment, from);
      } catch (FileNotFoundException e) {
        requireAttempt(attempt, e);
      }
    }
  }

  /** A writer at work replaces the partial tiles of the checkpoint that was read before. */
  private static void requireAttempt(int attempt, FileNotFoundException missing)
      throws FileNotFoundException {
    if (attempt == ATTEMPTS) {
      throw missing;
    }
  }

  private OptionalLong findOnce(Digest commitment, long from) throws IOException, NoteException {
    long size = size();
    for (long index = from / Tile.FULL; index * Tile.FULL < size; index++) {
      List<Bytes> entries = entries(Tile.at(Tile.ENTRIES, index, size));
      for (int i = 0; i < entries.size(); i++) {
        if (leaf(entries.get(i)).content().commitment().equals(commitment)) {
          return OptionalLong.of(index * Tile.FULL + i);
        }
      }
    }
    return OptionalLong.empty();
  }

  private Bytes note() throws IOException {
    return read(Verifier.CHECKPOINT, SignedNote.MAX_BYTES);
  }

  private Bytes tile(Tile tile) throws IOException {
    return read(tile.path(), Tile.MAX_BYTES);
  }

  private List<Bytes> entries(Tile bundle) throws IOException {
    try {
      return EntryBundle.decode(read(bundle.path(), EntryBundle.MAX_BYTES), bundle.width());
    } catch (NonCanonicalException e) {
      throw new IOException(bundle.path() + ": " + e.getMessage(), e);
    }
  }

  private static Leaf leaf(Bytes entry) throws IOException {
    try {
      return Leaf.decode(entry);
    } catch (NonCanonicalException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Bytes read(String path, int maxBytes) throws IOException {
    return source
        .read(path, maxBytes)
        .orElseThrow(() -> new FileNotFoundException(path + " is missing"));
  }
}
