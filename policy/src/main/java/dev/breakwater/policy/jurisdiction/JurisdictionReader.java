package dev.breakwater.policy.jurisdiction;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the YAML form of a list; every problem of the file is found in one pass. */
final class JurisdictionReader {
  static final int MAX_NETWORKS = 10_000;
  static final int MAX_HOSTS = 1000;
  private static final int MAX_PINS = 16;
  private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Set<String> JURISDICTIONS = Set.of(Locale.getISOCountries());

  private final Source source;
  private final Set<String> networks = new HashSet<>();
  private final Set<String> hosts = new HashSet<>();

  private JurisdictionReader(Source source) {
    this.source = source;
  }

  static JurisdictionList read(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    var reader = new JurisdictionReader(source);
    Optional<JurisdictionList> list =
        Fields.of(source, source.root(), Set.of("sequence", "networks", "hosts"))
            .flatMap(reader::list);
    source.refuseIfBroken();
    return list.orElseThrow(() -> new IllegalStateException("no list, and no problem named"));
  }

  private Optional<JurisdictionList> list(Fields file) {
    var sequence = file.one("sequence", Fields::sequence);
    List<ListedNetwork> listed = new ArrayList<>();
    for (Node node : file.elements("networks", MAX_NETWORKS)) {
      Fields.of(source, node, Set.of("network", "jurisdiction"))
          .flatMap(this::network)
          .ifPresent(listed::add);
    }
    List<ListedHost> named = new ArrayList<>();
    for (Node node : file.elements("hosts", MAX_HOSTS)) {
      Fields.of(source, node, Set.of("host", "jurisdiction", "pins"))
          .flatMap(this::host)
          .ifPresent(named::add);
    }
    return sequence.map(number -> new JurisdictionList(number, listed, named));
  }

  private Optional<ListedNetwork> network(Fields fields) {
    var network = fields.one("network", this::network);
    var jurisdiction = fields.one("jurisdiction", JurisdictionReader::jurisdiction);
    return network.flatMap(range -> jurisdiction.map(where -> new ListedNetwork(range, where)));
  }

  private Network network(String text) {
    if (!networks.add(text)) {
      throw new IllegalArgumentException("the network " + text + " is here twice");
    }
    return Network.of(text);
  }

  private Optional<ListedHost> host(Fields fields) {
    var name = fields.one("host", this::host);
    var jurisdiction = fields.one("jurisdiction", JurisdictionReader::jurisdiction);
    Set<Digest> pins = fields.any("pins", MAX_PINS, Fields::certificatePin);
    return name.flatMap(host -> jurisdiction.map(where -> new ListedHost(host, where, pins)));
  }

  private String host(String text) {
    if (!HOST.matcher(text).matches()) {
      throw new IllegalArgumentException("a name of a host in lower case is expected here");
    }
    if (!hosts.add(text)) {
      throw new IllegalArgumentException("the host " + text + " is here twice");
    }
    return text;
  }

  private static String jurisdiction(String text) {
    if (!JURISDICTIONS.contains(text)) {
      throw new IllegalArgumentException("two letters of ISO 3166-1, e.g. CN, are expected here");
    }
    return text;
  }
}
