package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.proof.TileTree;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the whole tree again, from the entries up, and compares every tile that is there with
 * what it must be. It goes from the first entry to the last, so the first difference is the lowest
 * index; memory is one tile a level.
 */
final class TreeCheck {
  private final LogSource source;
  private final Checkpoint checkpoint;
  // levels.get(l) holds the hashes of the level's last, unfinished tile.
  private final List<List<Digest>> levels = new ArrayList<>();

  TreeCheck(LogSource source, Checkpoint checkpoint) {
    this.source = source;
    this.checkpoint = checkpoint;
  }

  void run() throws IOException, BrokenLogException {
    levels.add(new ArrayList<>());
    for (long index = 0; index * Tile.FULL < checkpoint.size(); index++) {
      checkBundle(Tile.at(Tile.ENTRIES, index, checkpoint.size()));
    }
    for (int level = 1; level < levels.size(); level++) {
      if (!levels.get(level).isEmpty()) {
        long index = Tile.count(level, checkpoint.size()) / Tile.FULL;
        compare(new Tile(level, index, levels.get(level).size()), levels.get(level));
      }
    }
    Digest root = new TileTree(checkpoint.size(), this::unfinished).root();
    if (!root.equals(checkpoint.root())) {
      String what = "has the root " + checkpoint.root() + ", the entries have " + root;
      throw BrokenLogException.content(Verifier.CHECKPOINT, VerifyReport.NO_INDEX, what);
    }
  }

  private void checkBundle(Tile bundle) throws IOException, BrokenLogException {
    long first = bundle.index() * Tile.FULL;
    List<Digest> hashes = new ArrayList<>(bundle.width());
    for (Bytes entry : entries(bundle)) {
      checkLeaf(bundle, first + hashes.size(), entry);
      hashes.add(TreeHash.leaf(entry));
    }
    compareLeafHashes(new Tile(0, bundle.index(), bundle.width()), hashes);
    if (bundle.width() == Tile.FULL) {
      add(1, TreeHash.root(hashes), first + Tile.FULL);
    } else {
      levels.set(0, hashes);
    }
  }

  /** Adds the root of a full tile below; {@code leaves} have been read. */
  private void add(int level, Digest hash, long leaves) throws IOException, BrokenLogException {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Digest> hashes = levels.get(level);
    hashes.add(hash);
    if (hashes.size() == Tile.FULL) {
      compare(new Tile(level, Tile.count(level, leaves) / Tile.FULL - 1, Tile.FULL), hashes);
      levels.set(level, new ArrayList<>());
      add(level + 1, TreeHash.root(hashes), leaves);
    }
  }

  private List<Bytes> entries(Tile bundle) throws IOException, BrokenLogException {
    try {
      return EntryBundle.decode(read(bundle, EntryBundle.MAX_BYTES), bundle.width());
    } catch (NonCanonicalException e) {
      long first = bundle.index() * Tile.FULL;
      throw BrokenLogException.content(bundle.path(), first, String.valueOf(e.getMessage()));
    }
  }

  private static void checkLeaf(Tile bundle, long index, Bytes entry) throws BrokenLogException {
    try {
      long sequence = Leaf.decode(entry).sequence();
      if (sequence != index) {
        String what = "entry " + index + " says that it is entry " + sequence;
        throw BrokenLogException.content(bundle.path(), index, what);
      }
    } catch (NonCanonicalException e) {
      String what = "entry " + index + " is no leaf: " + e.getMessage();
      throw BrokenLogException.content(bundle.path(), index, what);
    }
  }

  private void compareLeafHashes(Tile tile, List<Digest> computed)
      throws IOException, BrokenLogException {
    List<Digest> stored = hashes(tile);
    for (int i = 0; i < computed.size(); i++) {
      if (!stored.get(i).equals(computed.get(i))) {
        long index = tile.index() * Tile.FULL + i;
        // Who is wrong, entry or tile? The tile's hash is right if it leads to the signed root.
        Tile bundle = new Tile(Tile.ENTRIES, tile.index(), tile.width());
        String file = isInSignedTree(index, stored.get(i)) ? bundle.path() : tile.path();
        String what = "entry " + index + " does not have the hash in " + tile.path();
        throw BrokenLogException.content(file, index, what);
      }
    }
  }

  private boolean isInSignedTree(long index, Digest stored) {
    try {
      var tree = new TileTree(checkpoint.size(), this::stored);
      tree.inclusion(index).verify(stored, checkpoint.root());
      return true;
    } catch (InvalidProofException | IOException e) {
      return false; // a tile that is wrong or not there proves nothing
    }
  }

  private void compare(Tile tile, List<Digest> computed) throws IOException, BrokenLogException {
    List<Digest> stored = hashes(tile);
    for (int i = 0; i < computed.size(); i++) {
      if (!stored.get(i).equals(computed.get(i))) {
        long index = (tile.index() * Tile.FULL + i) << (8 * tile.level());
        String what = "hash " + i + " is not the root of the tile below it";
        throw BrokenLogException.content(tile.path(), index, what);
      }
    }
  }

  private List<Digest> hashes(Tile tile) throws IOException, BrokenLogException {
    try {
      return tile.decode(read(tile, Tile.MAX_BYTES));
    } catch (NonCanonicalException e) {
      long first = (tile.index() * Tile.FULL) << (8 * tile.level());
      throw BrokenLogException.content(tile.path(), first, String.valueOf(e.getMessage()));
    }
  }

  private Bytes read(Tile tile, int maxBytes) throws IOException, BrokenLogException {
    return source
        .read(tile.path(), maxBytes)
        .orElseThrow(() -> BrokenLogException.missing(tile.path()));
  }

  private Bytes stored(Tile tile) throws IOException {
    return source
        .read(tile.path(), Tile.MAX_BYTES)
        .orElseThrow(() -> new IOException(tile.path() + " is missing"));
  }

  /** The root of a tree is made of the unfinished tiles of its levels. */
  private Bytes unfinished(Tile tile) {
    return Tile.encode(levels.get(tile.level()));
  }
}
