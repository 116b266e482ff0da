package dev.breakwater.agent.statutory;

import dev.breakwater.agent.statutory.packet.Packet;
import dev.breakwater.agent.statutory.packet.WrongPacketException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** One connection to the platform, by TCP or TLS. Used by one thread; any may close it. */
final class Connection implements AutoCloseable {
  private final Socket socket;
  private final PacketStream in;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new PacketStream(socket.getInputStream());
  }

  /**
   * Connects.
   *
   * @param patience for the connection, the handshake, and each byte of an answer
   * @throws IOException also if the platform's address is not onshore
   */
  static Connection open(Platform platform, Duration patience) throws IOException {
    InetAddress address = InetAddress.getByName(platform.host());
    // Fail closed: an address that nobody has listed may be anywhere (GB/T 44464-2024 5.8).
    if (!platform.onshore().admit(address.getAddress())) {
      throw new IOException("the platform's address is in none of the onshore networks");
    }
    int millis = (int) patience.toMillis();
    var plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(address, platform.port()), millis);
      plain.setSoTimeout(millis);
      plain.setTcpNoDelay(true);
      return new Connection(platform.isEncrypted() ? encrypted(plain, platform) : plain);
    } catch (IOException | GeneralSecurityException e) {
      plain.close();
      throw e instanceof IOException failed ? failed : new IOException("TLS cannot be used", e);
    }
  }

  private static Socket encrypted(Socket plain, Platform platform)
      throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    for (var authority : platform.authorities()) {
      trusted.setCertificateEntry("authority-" + trusted.size(), authority);
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    var socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, platform.host(), platform.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    // The name in the certificate has to be the platform's.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** Sends a packet; returns the bytes that were sent. */
  Bytes send(Packet packet) throws IOException {
    Bytes bytes = packet.encode();
    socket.getOutputStream().write(bytes.toArray());
    socket.getOutputStream().flush();
    return bytes;
  }

  /**
   * Returns the next packet, nothing if it is one that this lane does not understand.
   *
   * @throws SocketTimeoutException if none came in time
   */
  Optional<Packet> receive() throws IOException {
    Bytes bytes = in.next();
    try {
      return Optional.of(Packet.decode(bytes));
    } catch (WrongPacketException e) {
      // The platform may ask for what no lane answers; where its packets end is still known.
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
