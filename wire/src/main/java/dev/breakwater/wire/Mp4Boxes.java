package dev.breakwater.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds the coded frames in an MP4 file: the outermost boxes of ISO/IEC 14496-12, 4.2. */
final class Mp4Boxes {
  private static final int HEADER_BYTES = 8;
  private static final int LONG_HEADER_BYTES = 16;
  private static final int LONG_SIZE_FOLLOWS = 1;

  private Mp4Boxes() {}

  /** Bytes [from, to) of a file. */
  record Range(long from, long to) {}

  /**
   * Returns where the payload of the only {@code mdat} box lies.
   *
   * @throws WireFormatException if the file is not ftyp, empty free, mdat and moov, one of each but
   *     free
   */
  static Range mediaData(ByteBuffer file) throws WireFormatException {
    List<String> types = new ArrayList<>();
    Range media = new Range(0, 0);
    for (long at = 0; at < file.limit(); ) {
      Range payload = payload(file, at);
      String type = type(file, at);
      if (type.equals("mdat")) {
        media = payload;
      }
      if (!type.equals("free")) {
        types.add(type);
      } else if (payload.from != payload.to) {
        throw bad("a free box is not empty");
      }
      at = payload.to;
    }
    if (!types.equals(List.of("ftyp", "mdat", "moov"))) {
      throw bad("the file's boxes are not ftyp, mdat, moov");
    }
    return media;
  }

  private static Range payload(ByteBuffer file, long at) throws WireFormatException {
    if (file.limit() - at < HEADER_BYTES) {
      throw bad("cut inside the header of a box");
    }
    long size = Integer.toUnsignedLong(file.getInt((int) at));
    int header = HEADER_BYTES;
    if (size == LONG_SIZE_FOLLOWS && file.limit() - at >= LONG_HEADER_BYTES) {
      header = LONG_HEADER_BYTES;
      size = file.getLong((int) at + HEADER_BYTES);
    }
    if (size < header || size > file.limit() - at) {
      throw bad("a box of " + size + " bytes, " + (file.limit() - at) + " are left");
    }
    return new Range(at + header, at + size);
  }

  private static String type(ByteBuffer file, long at) {
    byte[] type = new byte[4];
    file.get((int) at + 4, type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  private static WireFormatException bad(String problem) {
    return new WireFormatException("MP4", problem, null);
  }
}
