package dev.breakwater.cli.certify.egress;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Reads a capture file of tcpdump, packet by packet (draft-ietf-opsawg-pcap). Used by one thread.
 */
final class PcapReader {
  /** The largest packet that is read, bytes. */
  static final int MAX_PACKET_BYTES = 256 << 10;

  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;
  private static final int FILE_HEAD_BYTES = 24;
  private static final int PACKET_HEAD_BYTES = 16;

  private final DataInputStream in;
  private final ByteOrder order;
  private final LinkType link;

  /**
   * One packet.
   *
   * @param wireBytes how long it was; it is captured whole or in part
   */
  record Captured(LinkType link, ByteBuffer bytes, int wireBytes) {}

  private PcapReader(DataInputStream in, ByteOrder order, LinkType link) {
    this.in = in;
    this.order = order;
    this.link = link;
  }

  /**
   * Reads the head of the file.
   *
   * @throws IOException also if it is none of a capture, or of a kind of link that is not known
   */
  static PcapReader open(InputStream stream) throws IOException {
    var in = new DataInputStream(stream);
    ByteBuffer head = ByteBuffer.wrap(in.readNBytes(FILE_HEAD_BYTES));
    if (head.remaining() < FILE_HEAD_BYTES) {
      throw new IOException("the capture has no head");
    }
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      int magic = head.order(order).getInt(0);
      if (magic == MICROSECONDS || magic == NANOSECONDS) {
        return new PcapReader(in, order, LinkType.of(head.getInt(20) & 0xffff));
      }
    }
    throw new IOException("not a capture file of tcpdump");
  }

  /**
   * Returns the next packet; empty at the end of the file, also in the middle of a packet that was
   * not written whole.
   */
  Optional<Captured> next() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(in.readNBytes(PACKET_HEAD_BYTES)).order(order);
    if (head.remaining() < PACKET_HEAD_BYTES) {
      return Optional.empty();
    }
    int captured = head.getInt(8);
    int wire = head.getInt(12);
    if (captured < 0 || captured > MAX_PACKET_BYTES || wire < captured) {
      throw new IOException("the capture has a packet of " + captured + " bytes");
    }
    byte[] bytes = new byte[captured];
    try {
      in.readFully(bytes);
    } catch (EOFException e) {
      return Optional.empty();
    }
    return Optional.of(new Captured(link, ByteBuffer.wrap(bytes), wire));
  }
}
