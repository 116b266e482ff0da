package dev.breakwater.cli.certify.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** How packets of a capture are framed (tcpdump.org, link-layer header types). */
enum LinkType {
  ETHERNET(1, 14, 12),
  RAW_IP(101, 0, -1),
  /** Of the interface "any". */
  LINUX_COOKED(113, 16, 14),
  LINUX_COOKED_2(276, 20, 0);

  private static final int VLAN = 0x8100;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;

  private final int code;
  private final int headBytes;
  private final int protocolAt;

  LinkType(int code, int headBytes, int protocolAt) {
    this.code = code;
    this.headBytes = headBytes;
    this.protocolAt = protocolAt;
  }

  static LinkType of(int code) throws IOException {
    return Arrays.stream(values())
        .filter(type -> type.code == code)
        .findFirst()
        .orElseThrow(() -> new IOException("captures of the link type " + code + " are not read"));
  }

  /** Returns where the IP packet begins, or -1 if the frame holds something else. */
  int ipAt(ByteBuffer frame) {
    if (protocolAt < 0) {
      return 0;
    }
    if (frame.limit() < headBytes) {
      return -1;
    }
    int protocol = frame.getShort(protocolAt) & 0xffff;
    int at = headBytes;
    while (protocol == VLAN && frame.limit() >= at + 4) {
      protocol = frame.getShort(at + 2) & 0xffff;
      at += 4;
    }
    return protocol == IPV4 || protocol == IPV6 ? at : -1;
  }
}
