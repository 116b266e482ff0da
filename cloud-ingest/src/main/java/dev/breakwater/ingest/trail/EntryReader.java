package dev.breakwater.ingest.trail;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.util.List;

/** Reads the entries of a log in their order. Nothing is proven: a wrong file shows in a proof. */
public final class EntryReader {
  private static final String CHECKPOINT = "checkpoint";

  private final LogSource log;
  private final PolicyFile policy;

  /** Takes the entries, one after the other. */
  public interface Taker {
    void take(long index, LeafContent leaf);
  }

  /**
   * @param policy must accept the log's checkpoint
   */
  public EntryReader(LogSource log, PolicyFile policy) {
    this.log = log;
    this.policy = policy;
  }

  /**
   * Gives every entry from {@code from} on that the newest checkpoint has.
   *
   * @return the size of that checkpoint, or {@code from} if it is larger
   * @throws NoteException if the policy does not accept the log's checkpoint
   */
  public long each(long from, Taker taker) throws IOException, NoteException {
    long size = policy.accept(file(CHECKPOINT, SignedNote.MAX_BYTES)).size();
    long read = from;
    while (read < size) {
      Tile tile = Tile.at(Tile.ENTRIES, read / Tile.FULL, size);
      List<Bytes> entries = entries(tile);
      long first = tile.index() * Tile.FULL;
      for (int i = (int) (read - first); i < entries.size(); i++) {
        taker.take(first + i, leaf(entries.get(i)));
      }
      read = first + entries.size();
    }
    return read;
  }

  private List<Bytes> entries(Tile tile) throws IOException {
    try {
      return EntryBundle.decode(file(tile.path(), EntryBundle.MAX_BYTES), tile.width());
    } catch (NonCanonicalException e) {
      throw new IOException(tile.path() + " is damaged", e);
    }
  }

  private static LeafContent leaf(Bytes entry) throws IOException {
    try {
      return Leaf.decode(entry).content();
    } catch (NonCanonicalException e) {
      throw new IOException("an entry of the log is damaged", e);
    }
  }

  private Bytes file(String path, int maxBytes) throws IOException {
    return log.read(path, maxBytes).orElseThrow(() -> new IOException(path + " is missing"));
  }
}
