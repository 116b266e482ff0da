package dev.breakwater.cli.certify.egress;

import java.net.InetAddress;

/** One end of a flow. */
record Endpoint(InetAddress address, int port) {
  @Override
  public String toString() {
    String host = address.getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
