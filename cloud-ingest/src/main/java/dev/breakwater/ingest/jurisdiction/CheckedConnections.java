package dev.breakwater.ingest.jurisdiction;

import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.jurisdiction.ListedHost;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Sees that every peer is where it is said to be. A label that somebody types beside a host proves
 * nothing: what counts is the address of the connected peer, by a list that somebody signed. What a
 * library of somebody else's opens is checked by name, at start and again by {@link SinkWatch}.
 * Safe for use by several threads.
 */
public final class CheckedConnections {
  private static final int PATIENCE_MILLIS = 5000;

  private final JurisdictionList list;
  private final HostResolver resolver;
  private final Map<Socket, Sink> open = new ConcurrentHashMap<>();

  public CheckedConnections(JurisdictionList list, HostResolver resolver) {
    this.list = list;
    this.resolver = resolver;
  }

  public HostResolver resolver() {
    return resolver;
  }

  /**
   * Requires every address that a sink's name has now to be where its label says, and to show a
   * certificate of the host if the list pins any.
   *
   * @throws WrongPlaceException if one is not, or does not
   * @throws IOException if the name cannot be resolved, or a pinned host does not answer
   */
  public void requireNames(Sink sink) throws IOException {
    for (InetAddress address : resolver.resolve(sink.host())) {
      requirePeer(sink, address);
      Set<Digest> pins = pins(sink.host(), Set.of());
      if (sink.tlsPort() > 0 && !pins.isEmpty()) {
        requireCertificate(sink, address, pins);
      }
    }
  }

  /** Returns the certificates that a host may show: as listed, else {@code others}. */
  public Set<Digest> pins(String host, Set<Digest> others) {
    Set<Digest> listed = list.host(host).map(ListedHost::pins).orElse(Set.of());
    if (listed.isEmpty() || others.isEmpty()) {
      return listed.isEmpty() ? others : listed;
    }
    return others.stream().filter(listed::contains).collect(Collectors.toUnmodifiableSet());
  }

  private static void requireCertificate(Sink sink, InetAddress address, Set<Digest> pins)
      throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, sink.tlsPort()), PATIENCE_MILLIS);
      plain.setSoTimeout(PATIENCE_MILLIS);
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedCertificates(pins)}, null);
      try (Socket tls =
          context.getSocketFactory().createSocket(plain, sink.host(), sink.tlsPort(), true)) {
        ((SSLSocket) tls).startHandshake();
      }
    } catch (SSLHandshakeException e) {
      throw new WrongPlaceException(
          sink, address.getHostAddress(), "a machine without the certificate that is listed");
    } catch (GeneralSecurityException e) {
      throw new IOException("every JDK has TLS", e);
    }
  }

  /**
   * Requires a peer to be where its sink's label says. Onshore an address that nobody knows is
   * refused; of a recipient abroad its certificate is pinned, so only an address that is known to
   * be elsewhere is.
   *
   * @throws WrongPlaceException if it is not
   */
  public void requirePeer(Sink sink, InetAddress peer) throws WrongPlaceException {
    Optional<String> place = list.of(peer.getAddress());
    Optional<String> listed = list.host(sink.host()).map(ListedHost::jurisdiction);
    boolean hostAgrees = listed.isEmpty() || listed.get().equals(sink.label());
    boolean abroad = !sink.label().equals(JurisdictionList.ONSHORE);
    // Fail closed: data that may not leave must be known to go somewhere that is onshore.
    boolean placeAgrees = place.isEmpty() ? abroad : place.get().equals(sink.label());
    if (!hostAgrees || !placeAgrees) {
      throw new WrongPlaceException(
          sink,
          peer.getHostAddress(),
          place.map(where -> "in " + where).orElse("in no listed network"));
    }
  }

  /**
   * Lets a connected socket be used, having checked its peer; it is cut by {@link #recheck} once
   * the sink's name leads elsewhere.
   *
   * @throws WrongPlaceException if the peer is elsewhere; the socket is closed
   */
  public void admit(Sink sink, Socket socket) throws IOException {
    try {
      requirePeer(sink, socket.getInetAddress());
    } catch (WrongPlaceException e) {
      socket.close();
      throw e;
    }
    open.keySet().removeIf(Socket::isClosed);
    open.put(socket, sink);
  }

  /**
   * Checks the names of all open connections again, and cuts those that lead elsewhere now.
   *
   * @return what was cut, and why
   */
  public List<WrongPlaceException> recheck() throws IOException {
    List<WrongPlaceException> cut = new ArrayList<>();
    open.keySet().removeIf(Socket::isClosed);
    for (Map.Entry<Socket, Sink> each : open.entrySet()) {
      try {
        requireNames(each.getValue());
      } catch (WrongPlaceException e) {
        cut.add(e);
        each.getKey().close();
      }
    }
    return cut;
  }
}
