package dev.breakwater.agent.headunit;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where the page listens: an address inside the car.
 *
 * @param address as digits; names are not looked up
 * @param port TCP; 0 for any
 */
public record HeadUnitSettings(String address, int port) {
  private static final int MAX_PORT = 65_535;

  /**
   * @throws IllegalArgumentException if the address is none inside the car: only loopback,
   *     link-local and private addresses are, and not the one that stands for all of them
   */
  public HeadUnitSettings {
    if (!isInside(address)) {
      throw new IllegalArgumentException(
          address + " is no address inside the car; use 127.0.0.1, or a private or link-local one");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("a port is 0 to " + MAX_PORT + ", not " + port);
    }
  }

  private static boolean isInside(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      return address.isLoopbackAddress()
          || address.isLinkLocalAddress()
          || (address.isSiteLocalAddress() && bytes.length == 4)
          || isUniqueLocal(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("addresses have 4 or 16 bytes", e);
    }
  }

  /** RFC 4193: fc00::/7. */
  private static boolean isUniqueLocal(byte[] bytes) {
    return bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
  }
}
