package dev.breakwater.ingest.jurisdiction;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host; asked anew each time. */
@FunctionalInterface
public interface HostResolver {
  /** Asks the machine's own resolver. */
  HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** Returns at least one address. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
