package dev.breakwater.cli.certify;

import dev.breakwater.wire.Bytes;
import java.util.List;

/**
 * Looks for markers in bytes as they are, and in what base64, base32, hexadecimal digits, gzip and
 * zlib make of them, also inside each other. Used by one thread.
 */
public final class MarkerSearch {
  /** How many encodings inside each other are taken off. */
  static final int MAX_DEPTH = 3;

  private final ByteSearch search = new ByteSearch();

  /** Adds the content of one file, found again by any 24 consecutive bytes of it. */
  public void addContent(String name, Bytes content) {
    search.addContent(name, content);
  }

  /**
   * Adds a text.
   *
   * @throws IllegalArgumentException if it has fewer than eight bytes
   */
  public void addText(String text) {
    search.addText(text);
  }

  /** Returns the name of a marker found in {@code haystack}, or an empty text. */
  public String find(Bytes haystack) {
    return find(haystack, 0);
  }

  private String find(Bytes haystack, int depth) {
    String found = search.find(haystack);
    if (!found.isEmpty() || depth == MAX_DEPTH) {
      return found;
    }
    List<Bytes> inside = Decodings.of(haystack);
    return inside.stream()
        .map(each -> find(each, depth + 1))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }
}
