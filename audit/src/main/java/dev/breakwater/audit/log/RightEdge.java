package dev.breakwater.audit.log;

import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.store.LogStore;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The partial tiles at the right edge of the tree: all that is needed to append. Owned by the
 * thread that appends; an append grows a copy, and keeps it once it is committed.
 */
final class RightEdge {
  // levels.get(l) holds the hashes of the partial tile of level l, 0 to 255 of them.
  private final List<List<Digest>> levels = new ArrayList<>();
  private final List<Bytes> entries = new ArrayList<>();
  private final Map<Tile, Bytes> written = new LinkedHashMap<>();
  private final long begin;
  private long size;

  private RightEdge(long size) {
    this.begin = size;
    this.size = size;
  }

  static RightEdge empty() {
    return new RightEdge(0);
  }

  static RightEdge load(LogStore store, long size) throws IOException, NonCanonicalException {
    var edge = new RightEdge(size);
    for (int level = 0; Tile.count(level, size) > 0; level++) {
      edge.levels.add(new ArrayList<>());
      if (Tile.count(level, size) % Tile.FULL != 0) {
        Tile tile = edge.partial(level);
        edge.levels.get(level).addAll(tile.decode(read(store, tile)));
      }
    }
    if (size % Tile.FULL != 0) {
      Tile bundle = edge.partial(Tile.ENTRIES);
      edge.entries.addAll(EntryBundle.decode(read(store, bundle), bundle.width()));
    }
    return edge;
  }

  /** Returns this edge with {@code added} entries appended; this one stays as it is. */
  RightEdge grow(List<Bytes> added) {
    var next = new RightEdge(size);
    levels.forEach(level -> next.levels.add(new ArrayList<>(level)));
    next.entries.addAll(entries);
    added.forEach(next::add);
    next.writePartialTiles();
    return next;
  }

  /** Returns what the growth of this edge does to the published files. */
  StagedAppend toStage() {
    return new StagedAppend(written, Tile.superseded(begin, size));
  }

  long size() {
    return size;
  }

  Digest root() {
    List<Digest> hashes = List.of();
    for (List<Digest> level : levels) {
      List<Digest> joined = new ArrayList<>(level);
      if (!hashes.isEmpty()) {
        joined.add(TreeHash.root(hashes));
      }
      hashes = joined;
    }
    return TreeHash.root(hashes);
  }

  private void add(Bytes entry) {
    size++;
    entries.add(entry);
    if (entries.size() == Tile.FULL) {
      written.put(full(Tile.ENTRIES), EntryBundle.encode(entries));
      entries.clear();
    }
    add(0, TreeHash.leaf(entry));
  }

  private void add(int level, Digest hash) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Digest> hashes = levels.get(level);
    hashes.add(hash);
    if (hashes.size() == Tile.FULL) {
      written.put(full(level), Tile.encode(hashes));
      Digest root = TreeHash.root(hashes);
      hashes.clear();
      add(level + 1, root);
    }
  }

  private void writePartialTiles() {
    if (size > begin && !entries.isEmpty()) {
      written.put(partial(Tile.ENTRIES), EntryBundle.encode(entries));
    }
    for (int level = 0; level < levels.size(); level++) {
      boolean grown = Tile.count(level, begin) < Tile.count(level, size);
      if (grown && !levels.get(level).isEmpty()) {
        written.put(partial(level), Tile.encode(levels.get(level)));
      }
    }
  }

  private Tile full(int level) {
    return new Tile(level, Tile.count(level, size) / Tile.FULL - 1, Tile.FULL);
  }

  private Tile partial(int level) {
    return Tile.at(level, Tile.count(level, size) / Tile.FULL, size);
  }

  private static Bytes read(LogStore store, Tile tile) throws IOException {
    return store.read(tile.path()).orElseThrow(() -> new IOException(tile.path() + " is missing"));
  }
}
