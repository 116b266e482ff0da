package dev.breakwater.policy.jurisdiction;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where networks and hosts are, as somebody answers for it with a signature: a label that is typed
 * beside an address says nothing (GB/T 44464-2024 §5.8, Auto Provisions Art. 11). Safe for use by
 * several threads.
 *
 * @param sequence from 1; a later list has a higher number
 */
public record JurisdictionList(
    long sequence, List<ListedNetwork> networks, List<ListedHost> hosts) {
  /** Mainland China. */
  public static final String ONSHORE = "CN";

  public JurisdictionList {
    networks = List.copyOf(networks);
    hosts = List.copyOf(hosts);
  }

  /** Returns the list of an installation that never leaves its own machines. */
  public static JurisdictionList none() {
    return new JurisdictionList(1, List.of(), List.of());
  }

  /**
   * Reads a list.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static JurisdictionList load(Bytes yaml, String name) throws InvalidSourceException {
    return JurisdictionReader.read(yaml, name);
  }

  /**
   * Returns where an address is: as the longest network that has it says, onshore if it is private
   * (such an address is reached only through a network of the operator's own), empty if nobody
   * knows.
   *
   * @param address 4 or 16 bytes
   */
  public Optional<String> of(byte[] address) {
    Optional<String> listed =
        networks.stream()
            .filter(each -> each.network().contains(address))
            .max(Comparator.comparingInt(each -> each.network().prefix()))
            .map(ListedNetwork::jurisdiction);
    return listed.isPresent() || !OnshoreNetworks.isPrivate(address)
        ? listed
        : Optional.of(ONSHORE);
  }

  /** Asks whether an address is known to be in mainland China. */
  public boolean isOnshore(byte[] address) {
    return of(address).filter(ONSHORE::equals).isPresent();
  }

  /** Returns what is listed of a host. */
  public Optional<ListedHost> host(String name) {
    return hosts.stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }
}
