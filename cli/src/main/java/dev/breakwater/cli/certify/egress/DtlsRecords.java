package dev.breakwater.cli.certify.egress;

import dev.breakwater.cli.certify.egress.Packet.Transport;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many bytes the DTLS 1.2 records of a capture protect, computed from the records and what the
 * handshakes agreed on (RFC 6347 section 4.1, RFC 9146, RFC 5288, RFC 6655). Used by one thread.
 */
final class DtlsRecords {
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int WITH_CONNECTION_ID = 25;
  private static final int SERVER_HELLO = 2;
  private static final int CONNECTION_ID = 54;
  private static final int DTLS_1_2 = 0xfefd;
  private static final int RECORD_HEAD = 13;
  private static final int HANDSHAKE_HEAD = 12;
  private static final int MAX_EXTENSIONS = 64;

  /** Explicit nonce and tag of AES-GCM and AES-CCM; CCM_8 has a shorter tag. */
  private static final int FULL_TAG = 8 + 16;

  private static final int SHORT_TAG = 8 + 8;

  // What the server of an address agreed on last; its later sessions go on with it.
  private final Map<Endpoint, Agreement> agreements = new HashMap<>();

  /**
   * @param overhead of a protected record besides its head, bytes
   * @param connectionId length of the id in records to this server, bytes
   */
  private record Agreement(int overhead, int connectionId) {}

  /** Learns what a server agrees to. */
  void learn(Packet packet) {
    ByteBuffer datagram = packet.payload();
    if (packet.transport() == Transport.UDP
        && isRecord(datagram, HANDSHAKE)
        && datagram.limit() > RECORD_HEAD + HANDSHAKE_HEAD
        && datagram.get(RECORD_HEAD) == SERVER_HELLO) {
      int at = RECORD_HEAD + HANDSHAKE_HEAD;
      hello(datagram.slice(at, datagram.limit() - at))
          .ifPresent(agreement -> agreements.put(packet.from(), agreement));
    }
  }

  private static boolean isRecord(ByteBuffer datagram, int type) {
    return datagram.limit() >= RECORD_HEAD
        && datagram.get(0) == type
        && (datagram.getShort(1) & 0xffff) == DTLS_1_2;
  }

  /** RFC 5246 section 7.4.1.3. */
  private static Optional<Agreement> hello(ByteBuffer hello) {
    try {
      int at = 34;
      at += 1 + (hello.get(at) & 0xff);
      int suite = hello.getShort(at) & 0xffff;
      at += 3;
      int connectionId = 0;
      int end = at + 2 <= hello.limit() ? at + 2 + (hello.getShort(at) & 0xffff) : at;
      at += 2;
      for (int i = 0; i < MAX_EXTENSIONS && at + 4 <= Math.min(end, hello.limit()); i++) {
        if ((hello.getShort(at) & 0xffff) == CONNECTION_ID) {
          connectionId = hello.get(at + 4) & 0xff;
        }
        at += 4 + (hello.getShort(at + 2) & 0xffff);
      }
      return Optional.of(new Agreement(isShort(suite) ? SHORT_TAG : FULL_TAG, connectionId));
    } catch (IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** The suites whose names end in CCM_8 (RFC 6655, RFC 7251). */
  private static boolean isShort(int suite) {
    return (suite >= 0xc0a0 && suite <= 0xc0a3)
        || (suite >= 0xc0a8 && suite <= 0xc0ab)
        || suite == 0xc0ae
        || suite == 0xc0af;
  }

  /** Returns whether a datagram begins with a record of DTLS. */
  static boolean isDtls(ByteBuffer datagram) {
    return isRecord(datagram, HANDSHAKE)
        || isRecord(datagram, APPLICATION_DATA)
        || isRecord(datagram, WITH_CONNECTION_ID)
        || isRecord(datagram, 20)
        || isRecord(datagram, 21);
  }

  /**
   * Returns how many bytes of the application are in a datagram; empty if they are protected in a
   * way that no handshake in the capture agreed on.
   */
  OptionalLong protectedBytes(Packet packet) {
    Agreement agreement = agreements.get(packet.to());
    ByteBuffer datagram = packet.payload();
    long sum = 0;
    int at = 0;
    while (datagram.limit() - at >= RECORD_HEAD) {
      int type = datagram.get(at) & 0xff;
      boolean carries = type == APPLICATION_DATA || type == WITH_CONNECTION_ID;
      if (carries && agreement == null) {
        return OptionalLong.empty();
      }
      int id = type == WITH_CONNECTION_ID && agreement != null ? agreement.connectionId : 0;
      if (datagram.limit() - at < RECORD_HEAD + id) {
        break;
      }
      int length = datagram.getShort(at + 11 + id) & 0xffff;
      if (carries && agreement != null) {
        // The true type of a record with a connection id is one byte more.
        sum += Math.max(0, length - agreement.overhead - (type == WITH_CONNECTION_ID ? 1 : 0));
      }
      at += RECORD_HEAD + id + length;
    }
    return OptionalLong.of(sum);
  }
}
