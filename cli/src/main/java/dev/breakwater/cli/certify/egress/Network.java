package dev.breakwater.cli.certify.egress;

import dev.breakwater.wire.Bytes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses, e.g. {@code 198.51.100.0/24} or {@code 2001:db8::/32}.
 *
 * @param prefix how many leading bits of an address count
 */
record Network(Bytes address, int prefix) {
  private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]{2,45})/([0-9]{1,3})");

  /**
   * Reads the usual form.
   *
   * @throws IllegalArgumentException if it is another, or bits after the prefix are set
   */
  static Network parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw notOne(text);
    }
    try {
      // Without letters beyond f and with a dot or colon it is never a name: nothing is looked up.
      byte[] address = InetAddress.getByName(matcher.group(1)).getAddress();
      int prefix = Integer.parseInt(matcher.group(2));
      var network = new Network(Bytes.of(address), prefix);
      if (prefix > 8 * address.length || !network.contains(Bytes.of(cut(address, prefix)))) {
        throw notOne(text);
      }
      if (!Bytes.of(cut(address, prefix)).equals(Bytes.of(address))) {
        throw new IllegalArgumentException("bits are set after the prefix of '" + text + "'");
      }
      return network;
    } catch (UnknownHostException e) {
      throw notOne(text);
    }
  }

  private static IllegalArgumentException notOne(String text) {
    return new IllegalArgumentException("'" + text + "' is no network, e.g. 198.51.100.0/24");
  }

  private static byte[] cut(byte[] address, int prefix) {
    byte[] cut = new byte[address.length];
    for (int bit = 0; bit < Math.min(prefix, 8 * address.length); bit++) {
      cut[bit / 8] |= (byte) (address[bit / 8] & 0x80 >> bit % 8);
    }
    return cut;
  }

  boolean contains(InetAddress other) {
    return contains(Bytes.of(other.getAddress()));
  }

  private boolean contains(Bytes other) {
    return other.length() == address.length()
        && Bytes.of(cut(other.toArray(), prefix)).equals(Bytes.of(cut(address.toArray(), prefix)));
  }
}
