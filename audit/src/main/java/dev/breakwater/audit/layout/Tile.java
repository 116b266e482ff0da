package dev.breakwater.audit.layout;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of one tile or entry bundle in a log (C2SP tlog-tiles).
 *
 * <p>A tile of level 0 holds leaf hashes; each hash of a higher level is the root of a full tile
 * one level below. Entry bundles lie beside level 0 and have its indexes and widths.
 *
 * @param level 0 to 7, or {@link #ENTRIES} for an entry bundle
 * @param index of the tile in its level, from 0
 * @param width hashes or entries in it, 1 to 256; below 256 the tile is partial
 */
public record Tile(int level, long index, int width) {
  /** Hashes in a full tile. */
  public static final int FULL = 256;

  /** Bytes in a full hash tile. */
  public static final int MAX_BYTES = FULL * Digest.LENGTH;

  /** The level of entry bundles. */
  public static final int ENTRIES = -1;

  private static final int HEIGHT = 8;
  private static final int MAX_LEVEL = 7;
  private static final Pattern PATH =
      Pattern.compile(
          "tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /**
   * @throws IllegalArgumentException if a component is out of its range
   */
  public Tile {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no tile " + level + "/" + index + "/" + width);
    }
  }

  /** Returns how many hashes (or entries) a level has in a tree of {@code size} leaves. */
  public static long count(int level, long size) {
    return size >>> (HEIGHT * Math.max(level, 0));
  }

  /**
   * Returns a tile as it is in a tree of {@code size} leaves.
   *
   * @throws IllegalArgumentException if that tree does not have it
   */
  public static Tile at(int level, long index, long size) {
    long remaining = count(level, size) - index * FULL;
    return new Tile(level, index, (int) Math.min(FULL, Math.max(remaining, 0)));
  }

  /** Returns the tiles and bundles that {@code to} leaves have and {@code from} leaves have not. */
  public static List<Tile> added(long from, long to) {
    List<Tile> tiles = new ArrayList<>();
    for (int level = ENTRIES; level <= MAX_LEVEL; level++) {
      long after = count(level, to);
      long first = count(level, from) < after ? count(level, from) / FULL : Long.MAX_VALUE;
      for (long index = first; index < (after + FULL - 1) / FULL; index++) {
        tiles.add(at(level, index, to));
      }
    }
    return tiles;
  }

  /** Returns the partial tiles of {@code from} leaves that grew wider with {@code to} leaves. */
  public static List<Tile> superseded(long from, long to) {
    List<Tile> tiles = new ArrayList<>();
    for (int level = ENTRIES; level <= MAX_LEVEL; level++) {
      long before = count(level, from);
      if (before % FULL != 0 && before < count(level, to)) {
        tiles.add(at(level, before / FULL, from));
      }
    }
    return tiles;
  }

  /** Returns the tile at {@code path}, or nothing if no tile has that path. */
  public static Optional<Tile> parse(String path) {
    Matcher shape = PATH.matcher(path);
    if (!shape.matches()) {
      return Optional.empty();
    }
    int level = shape.group(1).equals("entries") ? ENTRIES : Integer.parseInt(shape.group(1));
    int width = shape.group(3) == null ? FULL : Integer.parseInt(shape.group(3));
    long index = Long.parseLong(shape.group(2).replaceAll("[x/]", ""));
    if (width > FULL) {
      return Optional.empty();
    }
    // The path written again refuses x000/ in front and .p/256 behind.
    return Optional.of(new Tile(level, index, width)).filter(tile -> tile.path().equals(path));
  }

  /** Returns the path below the log's prefix, {@code tile/<L>/<N>[.p/<W>]}. */
  public String path() {
    String place = level == ENTRIES ? "entries" : Integer.toString(level);
    String partial = width == FULL ? "" : ".p/" + width;
    return "tile/" + place + "/" + number(index) + partial;
  }

  /** Returns whether a tree of {@code size} leaves has this tile with this width. */
  public boolean isIn(long size) {
    return isWithin(size) && at(level, index, size).equals(this);
  }

  /** Returns whether a tree of {@code size} leaves has this tile, this wide or wider. */
  public boolean isWithin(long size) {
    long count = count(level, size);
    return index <= count / FULL && index * FULL + width <= count;
  }

  /** Returns the content of a hash tile. */
  public static Bytes encode(List<Digest> hashes) {
    var content = new ByteArrayOutputStream(hashes.size() * Digest.LENGTH);
    hashes.forEach(hash -> content.writeBytes(hash.value().toArray()));
    return Bytes.of(content.toByteArray());
  }

  /**
   * Reads the content of this hash tile.
   *
   * @throws NonCanonicalException unless it is {@link #width} hashes long
   */
  public List<Digest> decode(Bytes content) throws NonCanonicalException {
    if (content.length() != width * Digest.LENGTH) {
      throw new NonCanonicalException(
          path(), content.length() + " bytes, not " + width * Digest.LENGTH);
    }
    List<Digest> hashes = new ArrayList<>(width);
    for (int at = 0; at < content.length(); at += Digest.LENGTH) {
      hashes.add(new Digest(content.slice(at, at + Digest.LENGTH)));
    }
    return hashes;
  }

  private static String number(long index) {
    StringBuilder path = new StringBuilder(threeDigits(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x" + threeDigits(rest % 1000) + "/");
    }
    return path.toString();
  }

  private static String threeDigits(long number) {
    return Long.toString(1000 + number).substring(1);
  }
}
