package dev.breakwater.agent.uplink;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a receiver is.
 *
 * @param host DNS name or IP address; the receiver's certificate must name it
 * @param port UDP port
 */
public record ReceiverAddress(String host, int port) {
  static final int MAX_RECEIVERS = 8;

  private static final Pattern FORM =
      Pattern.compile("(?<host>[^:\\[\\]]{1,255}|\\[[0-9a-fA-F:.]{2,45}]):(?<port>[0-9]{1,5})");

  /**
   * @throws IllegalArgumentException if there is no host or no such port
   */
  public ReceiverAddress {
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no receiver is at " + host + ":" + port);
    }
  }

  /**
   * Reads {@code host:port,host:port}, an IPv6 address in brackets.
   *
   * @throws IllegalArgumentException if it is not that, or are more than eight
   */
  public static List<ReceiverAddress> parse(String list) {
    List<ReceiverAddress> all = Stream.of(list.split(",", -1)).map(ReceiverAddress::one).toList();
    if (all.size() > MAX_RECEIVERS) {
      throw new IllegalArgumentException("more than " + MAX_RECEIVERS + " receivers");
    }
    return all;
  }

  private static ReceiverAddress one(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text.strip() + "' is not host:port");
    }
    return new ReceiverAddress(
        form.group("host").replaceAll("[\\[\\]]", ""), Integer.parseInt(form.group("port")));
  }

  /**
   * Looks the host up.
   *
   * @throws IOException if it is not known
   */
  InetSocketAddress resolve() throws IOException {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("the host " + host + " is not known");
    }
    return address;
  }

  /** Returns the URI of a resource. */
  String uri(String path) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "coaps://%s:%d/%s".formatted(name, port, path);
  }
}
