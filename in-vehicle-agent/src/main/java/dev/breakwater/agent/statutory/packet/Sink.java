package dev.breakwater.agent.statutory.packet;

import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Where a packet is written. Used by one thread. */
final class Sink {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Appends an unsigned number, the highest byte first. */
  void number(long value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }

  void text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  void bytes(Bytes bytes) {
    out.writeBytes(bytes.toArray());
  }

  Bytes written() {
    return Bytes.of(out.toByteArray());
  }
}
