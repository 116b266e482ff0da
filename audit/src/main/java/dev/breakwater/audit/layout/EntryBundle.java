package dev.breakwater.audit.layout;

import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The content of an entry bundle: entries, each after its length as a big-endian uint16. */
public final class EntryBundle {
  /** Longest entry, in bytes. */
  public static final int MAX_ENTRY_BYTES = 0xffff;

  /** Longest bundle, in bytes. */
  public static final int MAX_BYTES = Tile.FULL * (2 + MAX_ENTRY_BYTES);

  private EntryBundle() {}

  /**
   * @throws IllegalArgumentException if an entry is longer than {@link #MAX_ENTRY_BYTES}
   */
  public static Bytes encode(List<Bytes> entries) {
    var content = new ByteArrayOutputStream();
    for (Bytes entry : entries) {
      if (entry.length() > MAX_ENTRY_BYTES) {
        throw new IllegalArgumentException("entry of " + entry.length() + " bytes");
      }
      content.write(entry.length() >> 8);
      content.write(entry.length());
      content.writeBytes(entry.toArray());
    }
    return Bytes.of(content.toByteArray());
  }

  /**
   * @param width how many entries there must be
   * @throws NonCanonicalException if there are more or fewer, or bytes are missing or left over
   */
  public static List<Bytes> decode(Bytes content, int width) throws NonCanonicalException {
    var in = content.asBuffer();
    List<Bytes> entries = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      int length = in.remaining() < 2 ? MAX_BYTES : Short.toUnsignedInt(in.getShort());
      if (length > in.remaining()) {
        throw new NonCanonicalException("entry bundle", "ends inside entry " + i + " of " + width);
      }
      entries.add(content.slice(in.position(), in.position() + length));
      in.position(in.position() + length);
    }
    if (in.hasRemaining()) {
      throw new NonCanonicalException(
          "entry bundle", in.remaining() + " bytes after the last entry");
    }
    return entries;
  }
}
