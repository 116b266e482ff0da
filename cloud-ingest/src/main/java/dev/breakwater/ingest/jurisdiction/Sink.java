package dev.breakwater.ingest.jurisdiction;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A place to which the onshore side connects.
 *
 * @param name what it is for, e.g. {@code kafka}, {@code catalog}, {@code time-stamp}
 * @param label where it is said to be, two letters of ISO 3166-1
 * @param host its name or address
 * @param tlsPort where it shows a certificate at once; 0 if it shows none
 */
public record Sink(String name, String label, String host, int tlsPort) {
  private static final String JDBC = "jdbc:";
  private static final int HTTPS = 443;

  /** A place that shows no certificate. */
  public Sink(String name, String label, String host) {
    this(name, label, host, 0);
  }

  /**
   * Returns the place that an address leads to, which may be one of JDBC; nothing if it names no
   * host, as that of a file.
   */
  public static Optional<Sink> at(String name, String label, String address) {
    URI uri;
    try {
      uri = URI.create(address.startsWith(JDBC) ? address.substring(JDBC.length()) : address);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (uri.getHost() == null) {
      return Optional.empty();
    }
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() < 0 ? HTTPS : uri.getPort();
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return Optional.of(new Sink(name, label, host, tls ? port : 0));
  }

  @Override
  public String toString() {
    return name + " (" + host + ", labelled " + label + ")";
  }
}
