package dev.breakwater.policy.jurisdiction;

import java.util.List;
import java.util.stream.Stream;

/**
 * The networks that are known to be in China (GB/T 44464-2024 §5.8: nothing goes directly abroad).
 * An address that the internet routes has to be in one of them; a private one is reached only
 * through a network of the maker's own.
 */
public record OnshoreNetworks(List<Network> listed) {
  /** The most networks. */
  public static final int MAX_NETWORKS = 1000;

  // RFC 1918, RFC 6598, RFC 1122, RFC 3927; RFC 4193, RFC 4291.
  private static final List<Network> PRIVATE =
      Stream.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "fc00::/7",
              "fe80::/10",
              "::1/128")
          .map(Network::of)
          .toList();

  /**
   * @throws IllegalArgumentException if there are too many
   */
  public OnshoreNetworks {
    listed = List.copyOf(listed);
    if (listed.size() > MAX_NETWORKS) {
      throw new IllegalArgumentException("at most " + MAX_NETWORKS + " networks can be listed");
    }
  }

  /**
   * Asks whether data may be sent to an address.
   *
   * @param address 4 or 16 bytes
   */
  public boolean admit(byte[] address) {
    return isPrivate(address) || listed.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * Asks whether an address is one that the internet does not route.
   *
   * @param address 4 or 16 bytes
   */
  static boolean isPrivate(byte[] address) {
    return PRIVATE.stream().anyMatch(network -> network.contains(address));
  }
}
