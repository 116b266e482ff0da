package dev.breakwater.anonymizer.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Tells from a container's own length whether the file ends too early: Matroska (RFC 8794 element
 * sizes) and AVI (RIFF), where FFmpeg reports a plain end. A Matroska file of unknown length, as
 * live recorders write, does not say.
 */
final class ContainerEnd {
  private static final int HEAD_BYTES = 4096;
  private static final int EBML = 0x1A45DFA3;
  private static final int SEGMENT = 0x18538067;
  private static final int RIFF = 0x52494646;
  private static final int ID_BYTES = 4;
  private static final int RIFF_HEAD_BYTES = 8;

  private ContainerEnd() {}

  static boolean isMissing(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // Reads on until the head is full or the file ends.
      }
      return saidEnd(head.flip()) > channel.size();
    } catch (IOException e) {
      // The demuxer has read it meanwhile and reports what it found.
      return false;
    }
  }

  /** Returns where the container says that the file ends; 0 if it does not say. */
  static long saidEnd(ByteBuffer head) {
    if (head.remaining() < RIFF_HEAD_BYTES) {
      return 0;
    }
    int magic = head.getInt();
    if (magic == RIFF) {
      return Integer.toUnsignedLong(Integer.reverseBytes(head.getInt())) + RIFF_HEAD_BYTES;
    }
    if (magic != EBML) {
      return 0;
    }
    long header = size(head);
    if (header < 0 || header > head.remaining() - ID_BYTES - 1) {
      return 0;
    }
    head.position(head.position() + (int) header);
    if (head.getInt() != SEGMENT) {
      return 0;
    }
    long segment = size(head);
    return segment < 0 ? 0 : head.position() + segment;
  }

  /** Reads a variable-length size, 1 to 8 bytes; -1 if it is unknown or not there. */
  private static long size(ByteBuffer head) {
    int first = head.hasRemaining() ? head.get() & 0xff : 0;
    int more = Integer.numberOfLeadingZeros(first) - 24;
    if (more > 7 || head.remaining() < more) {
      return -1;
    }
    long value = first & (0x7f >> more);
    boolean unknown = value == 0x7f >> more;
    for (int i = 0; i < more; i++) {
      int next = head.get() & 0xff;
      unknown &= next == 0xff;
      value = value << 8 | next;
    }
    return unknown ? -1 : value;
  }
}
