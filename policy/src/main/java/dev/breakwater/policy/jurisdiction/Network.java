package dev.breakwater.policy.jurisdiction;

import java.util.Arrays;
import java.util.regex.Pattern;

/** A range of addresses, IPv4 or IPv6, as a prefix (RFC 4632, RFC 4291 section 2.3). */
public final class Network {
  private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]{2,39})/([0-9]{1,3})");
  private static final Pattern OCTET = Pattern.compile("[0-9]{1,3}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_GROUPS = 8;

  private final byte[] address;
  private final int prefix;
  private final String text;

  private Network(byte[] address, int prefix, String text) {
    this.address = address;
    this.prefix = prefix;
    this.text = text;
  }

  /**
   * Reads a network, e.g. {@code 203.0.113.0/24} or {@code 2001:db8::/32}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Network of(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw wrong(text);
    }
    String written = form.group(1);
    byte[] address = written.contains(":") ? ipv6(written, text) : ipv4(written, text);
    int prefix = Integer.parseInt(form.group(2));
    if (prefix > 8 * address.length) {
      throw wrong(text);
    }
    return new Network(address, prefix, text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no network, e.g. 203.0.113.0/24 or 2001:db8::/32");
  }

  private static byte[] ipv4(String written, String text) {
    String[] octets = written.split("\\.", -1);
    byte[] address = new byte[IPV4_BYTES];
    for (int i = 0; i < octets.length; i++) {
      if (octets.length != IPV4_BYTES
          || !OCTET.matcher(octets[i]).matches()
          || Integer.parseInt(octets[i]) > 0xFF) {
        throw wrong(text);
      }
      address[i] = (byte) Integer.parseInt(octets[i]);
    }
    return address;
  }

  private static byte[] ipv6(String written, String text) {
    String[] halves = written.split("::", -1);
    String[] first = groups(halves[0]);
    String[] last = halves.length == 2 ? groups(halves[1]) : new String[0];
    int given = first.length + last.length;
    boolean whole = halves.length == 1 ? given == IPV6_GROUPS : given < IPV6_GROUPS;
    if (halves.length > 2 || !whole) {
      throw wrong(text);
    }
    byte[] address = new byte[2 * IPV6_GROUPS];
    put(first, address, 0, text);
    put(last, address, IPV6_GROUPS - last.length, text);
    return address;
  }

  private static String[] groups(String part) {
    return part.isEmpty() ? new String[0] : part.split(":", -1);
  }

  private static void put(String[] groups, byte[] address, int from, String text) {
    for (int i = 0; i < groups.length; i++) {
      if (!GROUP.matcher(groups[i]).matches()) {
        throw wrong(text);
      }
      int value = Integer.parseInt(groups[i], 16);
      address[2 * (from + i)] = (byte) (value >> 8);
      address[2 * (from + i) + 1] = (byte) value;
    }
  }

  /** Returns how many leading bits all its addresses share. */
  int prefix() {
    return prefix;
  }

  /**
   * Asks whether an address is in the network.
   *
   * @param asked 4 or 16 bytes
   */
  public boolean contains(byte[] asked) {
    if (asked.length != address.length) {
      return false;
    }
    int whole = prefix / 8;
    int rest = prefix % 8;
    boolean same = Arrays.equals(asked, 0, whole, address, 0, whole);
    return same && (rest == 0 || ((asked[whole] ^ address[whole]) & 0xFF) >> (8 - rest) == 0);
  }

  @Override
  public String toString() {
    return text;
  }
}
