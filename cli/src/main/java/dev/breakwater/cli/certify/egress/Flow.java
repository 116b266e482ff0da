package dev.breakwater.cli.certify.egress;

import dev.breakwater.cli.certify.MarkerSearch;
import dev.breakwater.cli.certify.egress.Packet.Transport;
import dev.breakwater.wire.Bytes;
import java.nio.ByteBuffer;

/** What one socket of the car sent to one address, while the capture is read. */
final class Flow {
  /** How much of a flow is searched together with what follows: an encoded marker may be cut. */
  private static final int CARRIED_BYTES = 512;

  private static final int DNS = 53;
  private static final int MULTICAST_DNS = 5353;

  private final Key key;
  private byte[] carried = new byte[0];
  private long packets;
  private long wireBytes;
  private long payloadBytes;
  private long applicationBytes;
  private boolean dtls;
  private boolean unknownOverhead;
  private String marker = "";

  /** The socket and the address. */
  record Key(Transport transport, Endpoint from, Endpoint to) {}

  Flow(Key key) {
    this.key = key;
  }

  void add(Packet packet, DtlsRecords records, MarkerSearch search) {
    packets++;
    wireBytes += packet.wireBytes();
    payloadBytes += packet.payload().limit();
    if (packet.transport() == Transport.UDP && DtlsRecords.isDtls(packet.payload())) {
      dtls = true;
      records
          .protectedBytes(packet)
          .ifPresentOrElse(bytes -> applicationBytes += bytes, () -> unknownOverhead = true);
    }
    if (marker.isEmpty()) {
      marker = search(packet.payload(), search);
    }
  }

  private String search(ByteBuffer payload, MarkerSearch search) {
    byte[] together = new byte[carried.length + payload.limit()];
    System.arraycopy(carried, 0, together, 0, carried.length);
    payload.get(0, together, carried.length, payload.limit());
    int from = Math.max(0, together.length - CARRIED_BYTES);
    carried = java.util.Arrays.copyOfRange(together, from, together.length);
    String found = search.find(Bytes.of(together));
    return found.isEmpty() && isDns() ? search.find(DnsNames.in(payload)) : found;
  }

  private boolean isDns() {
    return key.to.port() == DNS || key.to.port() == MULTICAST_DNS;
  }

  Key key() {
    return key;
  }

  long packets() {
    return packets;
  }

  /** Returns the size of all frames. */
  long wireBytes() {
    return wireBytes;
  }

  long payloadBytes() {
    return payloadBytes;
  }

  /** Returns the size of what DTLS protects. */
  long applicationBytes() {
    return applicationBytes;
  }

  boolean isDtls() {
    return dtls;
  }

  /** Returns whether the application's part of it cannot be computed. */
  boolean isOverheadUnknown() {
    return unknownOverhead;
  }

  /** Returns the name of the cabin marker that was found in it, or an empty text. */
  String marker() {
    return marker;
  }
}
