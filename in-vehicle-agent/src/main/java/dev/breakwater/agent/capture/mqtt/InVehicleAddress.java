package dev.breakwater.agent.capture.mqtt;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address in the car: of this computer (127.0.0.0/8, ::1), a private one (RFC 1918, RFC 4193) or
 * one of the link (RFC 3927, RFC 4291). Names are not looked up, as the question for one could
 * leave the car.
 *
 * @param text e.g. {@code 127.0.0.1:1883} or {@code [fd00::7]:1883}
 */
public record InVehicleAddress(String text) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})\\]|([0-9.]{7,15})):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;
  private static final int UNIQUE_LOCAL = 0xfc;
  private static final int UNIQUE_LOCAL_MASK = 0xfe;

  /**
   * @throws IllegalArgumentException if it has another form, or is not in the car
   */
  public InVehicleAddress {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches() || port(parts.group(3)) < 1 || port(parts.group(3)) > MAX_PORT) {
      throw new IllegalArgumentException(
          "an address in numbers with a port, e.g. 127.0.0.1:1883, is expected here");
    }
    if (!isInVehicle(address(parts.group(1) == null ? parts.group(2) : parts.group(1)))) {
      throw new IllegalArgumentException("'" + text + "' is not an address in the car");
    }
  }

  private static int port(String digits) {
    return Integer.parseInt(digits);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + literal + "' is not an address", e);
    }
  }

  private static boolean isInVehicle(InetAddress address) {
    boolean uniqueLocal =
        address instanceof Inet6Address
            && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || (address.isSiteLocalAddress() && !(address instanceof Inet6Address))
        || uniqueLocal;
  }

  /** Returns it as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
