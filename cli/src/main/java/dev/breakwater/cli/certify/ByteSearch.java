package dev.breakwater.cli.certify;

import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks for many markers at once: an eight-byte window slides over the bytes and is looked up among
 * the windows of all markers. A file's content is marked at every 16th byte, so any 24 consecutive
 * bytes of it are found, wherever they lie; a text is found as a whole.
 */
public final class ByteSearch {
  private static final int WINDOW = Long.BYTES;
  private static final int STEP = 16;

  private final Map<Long, Marker> markers = new HashMap<>();

  /** The bytes that end with the window; for content the window itself. */
  private record Marker(String name, Bytes whole) {
    boolean endsAt(ByteBuffer haystack, int end) {
      int from = end - whole.length();
      return from >= 0 && haystack.slice(from, whole.length()).equals(whole.asBuffer());
    }
  }

  /** Adds the content of one file, found again by any 24 consecutive bytes of it. */
  public void addContent(String name, Bytes content) {
    for (int at = 0; at + WINDOW <= content.length(); at += STEP) {
      add(new Marker(name, content.slice(at, at + WINDOW)));
    }
  }

  /**
   * Adds a text.
   *
   * @throws IllegalArgumentException if it has fewer than eight bytes
   */
  public void addText(String text) {
    Bytes bytes = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    if (bytes.length() < WINDOW) {
      throw new IllegalArgumentException("marker '" + text + "' is shorter than 8 bytes");
    }
    add(new Marker(text, bytes));
  }

  private void add(Marker marker) {
    markers.put(marker.whole.asBuffer().getLong(marker.whole.length() - WINDOW), marker);
  }

  /** Returns the name of a marker found in {@code haystack}, or an empty text. */
  public String find(Bytes haystack) {
    ByteBuffer bytes = haystack.asBuffer();
    long window = 0;
    for (int i = 0; i < bytes.limit(); i++) {
      window = (window << 8) | (bytes.get(i) & 0xff);
      Marker marker = i >= WINDOW - 1 ? markers.get(window) : null;
      if (marker != null && marker.endsAt(bytes, i + 1)) {
        return marker.name;
      }
    }
    return "";
  }
}
