package dev.breakwater.agent.statutory;

import dev.breakwater.policy.jurisdiction.OnshoreNetworks;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Where the lane reports to.
 *
 * @param host name or address of the platform
 * @param authorities that may sign its certificate; none means that TLS is not used
 * @param onshore where it has to stand
 */
public record Platform(
    String host, int port, List<X509Certificate> authorities, OnshoreNetworks onshore) {
  private static final int MAX_PORT = 65_535;

  /**
   * @throws IllegalArgumentException if there is no such port, or no host
   */
  public Platform {
    authorities = List.copyOf(authorities);
    if (port < 1 || port > MAX_PORT || host.isBlank()) {
      throw new IllegalArgumentException("a platform has a host and a port of 1 to 65535");
    }
  }

  boolean isEncrypted() {
    return !authorities.isEmpty();
  }
}
