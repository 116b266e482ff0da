package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.proof.InclusionProof;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.proof.TileTree;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
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
    return proveOnce(index, note, policy.accept(note).size());
  }

  /**
   * @param size of the published tree, which begins with the note's
   */
  private TlogProof proveOnce(long index, Bytes note, long size)
      throws IOException, NoteException, InvalidProofException {
    Checkpoint checkpoint = policy.accept(note);
    if (index < 0 || index >= checkpoint.size()) {
      throw new IllegalArgumentException(
          "no index " + index + " in a log of " + checkpoint.size() + " entries");
    }
    var path = new TileTree(checkpoint.size(), tile -> tile(tile, size)).inclusion(index);
    Tile bundle = Tile.at(Tile.ENTRIES, index / Tile.FULL, size);
    Bytes entry = entries(bundle).get((int) (index % Tile.FULL));
    path.verify(TreeHash.leaf(entry), checkpoint.root());
    return new TlogProof(entry, index, path.path(), note);
  }

  /**
   * Proves entries that follow each other, as after an append: the checkpoint's signatures are
   * checked once for all. Each proof carries its entry and has been verified.
   *
   * @param from first index
   * @param to index after the last, at most the log's size
   * @throws IllegalArgumentException if the log has not all of them
   * @throws NoteException if the policy does not accept the log's checkpoint
   * @throws InvalidProofException if the tiles do not lead to the checkpoint's root
   */
  public List<TlogProof> proveAll(long from, long to)
      throws IOException, NoteException, InvalidProofException {
    for (int attempt = 1; ; attempt++) {
      try {
        return proveAllOnce(from, to);
      } catch (FileNotFoundException e) {
        requireAttempt(attempt, e);
      }
    }
  }

  private List<TlogProof> proveAllOnce(long from, long to)
      throws IOException, NoteException, InvalidProofException {
    Bytes note = note();
    Checkpoint checkpoint = policy.accept(note);
    long size = checkpoint.size();
    if (from < 0 || from > to || to > size) {
      throw new IllegalArgumentException("no entries " + from + " to " + to + " of " + size);
    }
    var tree = new TileTree(size, tile -> tile(tile, size));
    List<TlogProof> proofs = new ArrayList<>();
    List<Bytes> entries = List.of();
    for (long index = from; index < to; index++) {
      int place = (int) (index % Tile.FULL);
      if (index == from || place == 0) {
        entries = entries(Tile.at(Tile.ENTRIES, index / Tile.FULL, size));
      }
      InclusionProof path = tree.inclusion(index);
      path.verify(TreeHash.leaf(entries.get(place)), checkpoint.root());
      proofs.add(new TlogProof(entries.get(place), index, path.path(), note));
    }
    return proofs;
  }

  /**
   * Proves one entry against an earlier checkpoint of the log, for example one that was stamped.
   *
   * @param note the signed checkpoint
   * @throws IllegalArgumentException if its tree has no such index
   * @throws NoteException if the policy does not accept it, or the log's checkpoint
   * @throws InvalidProofException if the tiles do not lead to its root
   */
  public TlogProof prove(long index, Bytes note)
      throws IOException, NoteException, InvalidProofException {
    for (int attempt = 1; ; attempt++) {
      try {
        return proveOnce(index, note, size());
      } catch (FileNotFoundException e) {
        requireAttempt(attempt, e);
      }
    }
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

  /** A partial tile of an earlier tree is how the wider one of the published tree begins. */
  private Bytes tile(Tile tile, long size) throws IOException {
    Tile wide = Tile.at(tile.level(), tile.index(), Math.max(size, 1));
    Bytes content = read(wide.path(), Tile.MAX_BYTES);
    int length = tile.width() * Digest.LENGTH;
    if (wide.width() < tile.width() || content.length() < length) {
      throw new IOException(wide.path() + " is shorter than the tile of an earlier tree");
    }
    return content.slice(0, length);
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
