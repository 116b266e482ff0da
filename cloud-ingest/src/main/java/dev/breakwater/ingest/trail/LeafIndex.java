package dev.breakwater.ingest.trail;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where in the log each commitment is. Not proven: a proof must follow, and then a wrong file of
 * the log shows.
 */
final class LeafIndex {
  private static final String CHECKPOINT = "checkpoint";

  private final LogSource log;
  private final PolicyFile policy;
  private final Map<Digest, Long> places = new HashMap<>();

  /** The first entry of the log that is not yet in {@link #places}. */
  private long read;

  LeafIndex(LogSource log, PolicyFile policy) {
    this(log, policy, 0);
  }

  /**
   * @param from entries before this one are not looked for
   */
  LeafIndex(LogSource log, PolicyFile policy, long from) {
    this.log = log;
    this.policy = policy;
    this.read = from - from % Tile.FULL;
  }

  OptionalLong find(Digest commitment) throws IOException, NoteException {
    if (!places.containsKey(commitment)) {
      readNew();
    }
    Long place = places.get(commitment);
    return place == null ? OptionalLong.empty() : OptionalLong.of(place);
  }

  private void readNew() throws IOException, NoteException {
    long size = policy.accept(file(CHECKPOINT, SignedNote.MAX_BYTES)).size();
    while (read < size) {
      Tile tile = Tile.at(Tile.ENTRIES, read / Tile.FULL, size);
      List<Bytes> entries = entries(tile);
      long first = tile.index() * Tile.FULL;
      for (int i = (int) (read - first); i < entries.size(); i++) {
        places.put(commitment(entries.get(i)), first + i);
      }
      read = first + entries.size();
    }
  }

  private List<Bytes> entries(Tile tile) throws IOException {
    try {
      return EntryBundle.decode(file(tile.path(), EntryBundle.MAX_BYTES), tile.width());
    } catch (NonCanonicalException e) {
      throw new IOException(tile.path() + " is damaged", e);
    }
  }

  private static Digest commitment(Bytes entry) throws IOException {
    try {
      return Leaf.decode(entry).content().commitment();
    } catch (NonCanonicalException e) {
      throw new IOException("an entry of the log is damaged", e);
    }
  }

  private Bytes file(String path, int maxBytes) throws IOException {
    return log.read(path, maxBytes).orElseThrow(() -> new IOException(path + " is missing"));
  }
}
