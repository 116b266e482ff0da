package dev.breakwater.cli.certify.egress;

import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The names that a DNS message asks for, labels joined: a text that is cut into labels is whole.
 */
final class DnsNames {
  private static final int HEAD_BYTES = 12;
  private static final int MAX_LABEL = 63;

  private DnsNames() {}

  /**
   * Returns the first question of a message (RFC 1035 section 4.1.2), over TCP after its length;
   * empty if it has none.
   */
  static Bytes in(ByteBuffer message) {
    boolean tcp = message.limit() > 2 && (message.getShort(0) & 0xffff) == message.limit() - 2;
    int at = HEAD_BYTES + (tcp ? 2 : 0);
    var name = new ByteArrayOutputStream();
    while (at < message.limit()) {
      int length = message.get(at) & 0xff;
      if (length == 0 || length > MAX_LABEL || at + 1 + length > message.limit()) {
        break;
      }
      for (int i = 1; i <= length; i++) {
        name.write(message.get(at + i));
      }
      at += 1 + length;
    }
    return Bytes.of(name.toByteArray());
  }
}
