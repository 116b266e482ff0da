package dev.breakwater.audit.proof;

import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree of a given size, seen through its tiles; computes roots and proofs (RFC 6962, section
 * 2.1). What it computes is as trustworthy as the tiles: verify it against a signed root. Not
 * thread-safe.
 */
public final class TileTree {
  private static final int HEIGHT = 8;
  private static final int CACHED_TILES = 64;

  private final long size;
  private final TileReader reader;
  // Owned by the calling thread; the least recently used tile goes first.
  private final Map<Tile, List<Digest>> cache =
      new LinkedHashMap<>(CACHED_TILES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, List<Digest>> eldest) {
          return size() > CACHED_TILES;
        }
      };

  /**
   * @param size in leaves
   */
  public TileTree(long size, TileReader reader) {
    this.size = size;
    this.reader = reader;
  }

  public Digest root() throws IOException {
    return size == 0 ? TreeHash.EMPTY : range(0, size);
  }

  /**
   * @param index of a leaf, 0 to size - 1
   * @throws IOException if a tile cannot be read or has a wrong length
   */
  public InclusionProof inclusion(long index) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no index " + index + " in a tree of " + size);
    }
    List<Digest> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  /**
   * @param oldSize leaves of the earlier tree, 0 to size
   * @throws IOException if a tile cannot be read or has a wrong length
   */
  public ConsistencyProof consistency(long oldSize) throws IOException {
    if (oldSize < 0 || oldSize > size) {
      throw new IllegalArgumentException("no earlier size " + oldSize + " of " + size);
    }
    List<Digest> path = new ArrayList<>();
    if (oldSize > 0) {
      consistency(oldSize, 0, size, true, path);
    }
    return new ConsistencyProof(oldSize, size, path);
  }

  /** PATH(m, D[n]) of RFC 6962, section 2.1.1. */
  private void inclusion(long index, long begin, long end, List<Digest> path) throws IOException {
    if (end - begin == 1) {
      return;
    }
    long split = split(begin, end);
    if (index < split) {
      inclusion(index, begin, split, path);
      path.add(range(split, end));
    } else {
      inclusion(index, split, end, path);
      path.add(range(begin, split));
    }
  }

  /** SUBPROOF(m, D[n], b) of RFC 6962, section 2.1.2; {@code whole} is b. */
  private void consistency(long oldSize, long begin, long end, boolean whole, List<Digest> path)
      throws IOException {
    if (oldSize == end) {
      if (!whole) {
        path.add(range(begin, end));
      }
      return;
    }
    long split = split(begin, end);
    if (oldSize <= split) {
      consistency(oldSize, begin, split, whole, path);
      path.add(range(split, end));
    } else {
      consistency(oldSize, split, end, false, path);
      path.add(range(begin, split));
    }
  }

  private Digest range(long begin, long end) throws IOException {
    long length = end - begin;
    if (Long.bitCount(length) == 1) {
      return full(Long.numberOfTrailingZeros(length), begin);
    }
    long split = split(begin, end);
    return TreeHash.node(range(begin, split), range(split, end));
  }

  /** Returns the root of the full subtree of 2^height leaves that begins at leaf {@code begin}. */
  private Digest full(int height, long begin) throws IOException {
    int level = height / HEIGHT;
    long first = begin >>> (level * HEIGHT);
    int from = (int) (first % Tile.FULL);
    List<Digest> hashes = hashes(Tile.at(level, first / Tile.FULL, size));
    return TreeHash.root(hashes.subList(from, from + (1 << (height % HEIGHT))));
  }

  private List<Digest> hashes(Tile tile) throws IOException {
    List<Digest> known = cache.get(tile);
    if (known != null) {
      return known;
    }
    try {
      List<Digest> hashes = tile.decode(reader.read(tile));
      cache.put(tile, hashes);
      return hashes;
    } catch (NonCanonicalException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static long split(long begin, long end) {
    return begin + Long.highestOneBit(end - begin - 1);
  }
}
