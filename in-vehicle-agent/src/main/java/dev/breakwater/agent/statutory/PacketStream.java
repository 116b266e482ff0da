package dev.breakwater.agent.statutory;

import dev.breakwater.agent.statutory.packet.Packet;
import dev.breakwater.wire.Bytes;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream of bytes into packets, by the length that each announces. Used by one thread. */
final class PacketStream {
  private static final int HEAD_BYTES = 24;
  private static final int LENGTH_AT = 22;

  private final DataInputStream in;

  PacketStream(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * Returns the bytes of the next packet; they may still be wrong.
   *
   * @throws IOException also if the stream ends, at a packet's end or in it, or no packet begins
   *     here
   */
  Bytes next() throws IOException {
    byte[] head = in.readNBytes(HEAD_BYTES);
    if (head.length < HEAD_BYTES) {
      throw new IOException(
          head.length == 0 ? "the platform ended" : "the platform ended a packet early");
    }
    // After anything else it is not known where the next packet begins.
    if (head[0] != head[1] || (head[0] != '#' && head[0] != '$')) {
      throw new IOException("the platform sent what is no packet");
    }
    int length = (head[LENGTH_AT] & 0xFF) << 8 | (head[LENGTH_AT + 1] & 0xFF);
    byte[] packet = Arrays.copyOf(head, HEAD_BYTES + length + 1);
    if (packet.length > Packet.MAX_BYTES) {
      throw new IOException("the platform announced " + length + " bytes");
    }
    in.readFully(packet, HEAD_BYTES, length + 1);
    return Bytes.of(packet);
  }
}
