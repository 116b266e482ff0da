package dev.breakwater.cli.certify.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One IP packet.
 *
 * @param from port 0 where the transport has none, or a later fragment does not say it
 * @param payload of the transport, as far as it was captured
 * @param wireBytes of the whole frame
 */
record Packet(Transport transport, Endpoint from, Endpoint to, ByteBuffer payload, int wireBytes) {
  private static final int MAX_EXTENSIONS = 8;
  private static final int FRAGMENT = 44;

  /** What carries the payload. */
  enum Transport {
    TCP,
    UDP,
    OTHER;

    static Transport of(int protocol) {
      return switch (protocol) {
        case 6 -> TCP;
        case 17 -> UDP;
        default -> OTHER;
      };
    }
  }

  /** Returns the IP packet in a frame; empty if there is none, or its head is not whole. */
  static Optional<Packet> of(PcapReader.Captured captured) {
    int at = captured.link().ipAt(captured.bytes());
    if (at < 0 || captured.bytes().limit() - at < 20) {
      return Optional.empty();
    }
    ByteBuffer ip = captured.bytes().slice(at, captured.bytes().limit() - at);
    return switch (ip.get(0) >> 4 & 0xf) {
      case 4 -> version4(ip, captured.wireBytes());
      case 6 -> ip.limit() < 40 ? Optional.empty() : version6(ip, captured.wireBytes());
      default -> Optional.empty();
    };
  }

  /** RFC 791 section 3.1. */
  private static Optional<Packet> version4(ByteBuffer ip, int wireBytes) {
    int head = (ip.get(0) & 0xf) * 4;
    int end = Math.min(ip.limit(), ip.getShort(2) & 0xffff);
    if (head < 20 || head > end) {
      return Optional.empty();
    }
    boolean first = (ip.getShort(6) & 0x1fff) == 0;
    var body = new Body(ip.get(9) & 0xff, ip.slice(head, end - head), first);
    return Optional.of(body.packet(address(ip, 12, 4), address(ip, 16, 4), wireBytes));
  }

  /** RFC 8200 section 4. */
  private static Optional<Packet> version6(ByteBuffer ip, int wireBytes) {
    int next = ip.get(6) & 0xff;
    int at = 40;
    boolean first = true;
    for (int i = 0; i < MAX_EXTENSIONS && isExtension(next) && ip.limit() >= at + 8; i++) {
      first &= next != FRAGMENT || (ip.getShort(at + 2) & 0xfff8) == 0;
      int length = next == FRAGMENT ? 8 : 8 * (1 + (ip.get(at + 1) & 0xff));
      next = ip.get(at) & 0xff;
      at += length;
    }
    int end = Math.min(ip.limit(), 40 + (ip.getShort(4) & 0xffff));
    if (at > end) {
      return Optional.empty();
    }
    var body = new Body(next, ip.slice(at, end - at), first);
    return Optional.of(body.packet(address(ip, 8, 16), address(ip, 24, 16), wireBytes));
  }

  private static boolean isExtension(int next) {
    return next == 0 || next == 43 || next == FRAGMENT || next == 60;
  }

  private static InetAddress address(ByteBuffer ip, int at, int length) {
    byte[] bytes = new byte[length];
    ip.get(at, bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("addresses have 4 or 16 bytes", e);
    }
  }

  /** What an IP packet carries. */
  private record Body(int protocol, ByteBuffer bytes, boolean first) {
    Packet packet(InetAddress from, InetAddress to, int wireBytes) {
      Transport transport = Transport.of(protocol);
      int head = headBytes(transport);
      boolean ports = first && transport != Transport.OTHER && bytes.limit() >= 4;
      return new Packet(
          transport,
          new Endpoint(from, ports ? bytes.getShort(0) & 0xffff : 0),
          new Endpoint(to, ports ? bytes.getShort(2) & 0xffff : 0),
          bytes.slice(head, bytes.limit() - head),
          wireBytes);
    }

    private int headBytes(Transport transport) {
      if (!first) {
        return 0;
      }
      int head =
          switch (transport) {
            case UDP -> 8;
            case TCP -> bytes.limit() < 13 ? bytes.limit() : (bytes.get(12) >> 4 & 0xf) * 4;
            case OTHER -> 0;
          };
      return Math.min(head, bytes.limit());
    }
  }
}
