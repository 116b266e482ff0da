package dev.breakwater.anonymizer.frame;

import dev.breakwater.wire.Bytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/** Where EXIF lies in a JPEG file (segment APP1) and in a PNG file (chunk eXIf). */
final class ExifSegment {
  private static final int APP1 = 0xffe1;
  private static final int START_OF_SCAN = 0xffda;
  private static final byte[] JPEG_HEAD = {'E', 'x', 'i', 'f', 0, 0};
  private static final byte[] PNG_TYPE = "eXIf".getBytes(StandardCharsets.US_ASCII);
  private static final int JPEG_MAGIC_BYTES = 2;
  private static final int PNG_MAGIC_BYTES = 8;
  private static final int PNG_HEADER_END = PNG_MAGIC_BYTES + 25;

  private ExifSegment() {}

  /** Returns the first EXIF block (TIFF) of a file. */
  static Optional<ByteBuffer> find(ByteBuffer file) {
    byte[] magic = new byte[Math.min(PNG_MAGIC_BYTES, file.remaining())];
    file.get(0, magic);
    try {
      return PictureFormat.of(magic)
          .flatMap(
              format ->
                  switch (format) {
                    case JPEG -> findInJpeg(file.position(JPEG_MAGIC_BYTES));
                    case PNG -> findInPng(file.position(PNG_MAGIC_BYTES));
                  });
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // Cut off before any: the decoder refuses such a file.
      return Optional.empty();
    }
  }

  private static Optional<ByteBuffer> findInJpeg(ByteBuffer file) {
    int marker = file.getShort() & 0xffff;
    while (marker > 0xff00 && marker != START_OF_SCAN) {
      int length = (file.getShort() & 0xffff) - 2;
      ByteBuffer content = file.slice(file.position(), length);
      if (marker == APP1 && startsWithHead(content)) {
        return Optional.of(content.slice(JPEG_HEAD.length, content.capacity() - JPEG_HEAD.length));
      }
      file.position(file.position() + length);
      marker = file.getShort() & 0xffff;
    }
    return Optional.empty();
  }

  private static boolean startsWithHead(ByteBuffer content) {
    return content.capacity() > JPEG_HEAD.length
        && content.slice(0, JPEG_HEAD.length).equals(ByteBuffer.wrap(JPEG_HEAD));
  }

  private static Optional<ByteBuffer> findInPng(ByteBuffer file) {
    while (file.remaining() > 12) {
      int length = file.getInt();
      byte[] type = new byte[PNG_TYPE.length];
      file.get(type);
      ByteBuffer content = file.slice(file.position(), length);
      if (ByteBuffer.wrap(type).equals(ByteBuffer.wrap(PNG_TYPE))) {
        return Optional.of(content);
      }
      file.position(file.position() + length + 4);
    }
    return Optional.empty();
  }

  /** Returns the file with the block in it, before the pixels. */
  static ByteBuffer insert(ByteBuffer file, PictureFormat format, Bytes tiff) {
    return switch (format) {
      case JPEG -> {
        int length = 2 + JPEG_HEAD.length + tiff.length();
        ByteBuffer segment = ByteBuffer.allocate(2 + length);
        segment.putShort((short) APP1).putShort((short) length).put(JPEG_HEAD);
        yield joined(file, JPEG_MAGIC_BYTES, segment.put(tiff.toArray()).flip());
      }
      case PNG -> {
        ByteBuffer chunk = ByteBuffer.allocate(12 + tiff.length());
        chunk.putInt(tiff.length()).put(PNG_TYPE).put(tiff.toArray());
        var crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + tiff.length());
        yield joined(file, PNG_HEADER_END, chunk.putInt((int) crc.getValue()).flip());
      }
    };
  }

  private static ByteBuffer joined(ByteBuffer file, int at, ByteBuffer block) {
    return ByteBuffer.allocate(file.remaining() + block.remaining())
        .put(file.slice(0, at))
        .put(block)
        .put(file.slice(at, file.limit() - at))
        .flip();
  }
}
