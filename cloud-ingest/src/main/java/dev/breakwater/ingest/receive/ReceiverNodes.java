package dev.breakwater.ingest.receive;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * The receivers that stand behind one address. Each gives connection ids that begin with its own
 * number; a datagram that the network brought to another one is passed on, and its answer goes back
 * the same way (RFC 9146 leaves the form of connection ids to who gives them).
 *
 * @param own number of this receiver, 0 to 255
 * @param addresses where each receiver takes what the others pass on; in a private network: what
 *     comes there is protected by DTLS only, the address that it came from is not
 */
public record ReceiverNodes(int own, Map<Integer, InetSocketAddress> addresses) {
  private static final int MAX_NUMBER = 255;

  public ReceiverNodes {
    addresses = Map.copyOf(addresses);
    if (addresses.keySet().stream().anyMatch(number -> number < 0 || number > MAX_NUMBER)) {
      throw new IllegalArgumentException("receivers have numbers from 0 to " + MAX_NUMBER);
    }
    if (!addresses.containsKey(own)) {
      throw new IllegalArgumentException("no address of receiver " + own + ", which is this one");
    }
  }

  InetSocketAddress ownAddress() {
    return requireNonNull(addresses.get(own));
  }
}
