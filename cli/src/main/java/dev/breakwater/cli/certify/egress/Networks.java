package dev.breakwater.cli.certify.egress;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which networks are onshore, what the maker's processes are declared to send, and which processes
 * are the user's own. What is not listed is foreign, undeclared and the maker's. Immutable.
 */
final class Networks {
  /** The most entries of each list. */
  static final int MAX_ENTRIES = 10_000;

  private static final Set<String> FIELDS =
      Set.of("networks", "onshore", "declared", "user-autonomous");
  private static final Set<String> ONSHORE = Set.of("network", "name");
  private static final Set<String> DECLARED = Set.of("command", "network", "what");
  private static final Set<String> USER = Set.of("command", "what");

  /** What cannot leave the car's own links (RFC 6890, RFC 4291, RFC 5771 section 4). */
  private static final List<Network> IN_VEHICLE =
      List.of(
              "127.0.0.0/8",
              "::1/128",
              "169.254.0.0/16",
              "fe80::/10",
              "224.0.0.0/24",
              "ff02::/16",
              "255.255.255.255/32")
          .stream()
          .map(Network::parse)
          .toList();

  private final List<Onshore> onshore;
  private final List<Declared> declared;
  private final List<String> userCommands;

  /** Where an address is. */
  enum Place {
    IN_VEHICLE,
    ONSHORE,
    FOREIGN;

    @JsonValue
    String text() {
      return Fields.nameOf(this);
    }
  }

  private record Onshore(Network network, String name) {}

  private record Declared(String command, Network network, String what) {}

  private Networks(List<Onshore> onshore, List<Declared> declared, List<String> userCommands) {
    this.onshore = onshore;
    this.declared = declared;
    this.userCommands = userCommands;
  }

  /** Nothing is onshore: what leaves the car's own links at all is a finding. */
  static Networks none() {
    return new Networks(List.of(), List.of(), List.of());
  }

  /**
   * Reads the list.
   *
   * @throws InvalidSourceException with every problem of it
   */
  static Networks read(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Optional<Networks> networks =
        Fields.of(source, source.root(), FIELDS).map(fields -> read(source, fields));
    source.refuseIfBroken();
    return networks.orElseThrow(() -> new IllegalStateException("no networks, and no problem"));
  }

  private static Networks read(Source source, Fields fields) {
    fields.one("networks", Networks::version);
    List<Onshore> onshore = new ArrayList<>();
    List<Declared> declared = new ArrayList<>();
    List<String> user = new ArrayList<>();
    for (Fields each : entries(source, fields, "onshore", ONSHORE)) {
      Optional<Network> network = each.one("network", Network::parse);
      Optional<String> name = each.one("name", Fields::text);
      network.ifPresent(n -> name.ifPresent(text -> onshore.add(new Onshore(n, text))));
    }
    for (Fields each : entries(source, fields, "declared", DECLARED)) {
      String command = each.one("command", Fields::text).orElse("");
      String what = each.one("what", Fields::text).orElse("");
      each.one("network", Network::parse)
          .ifPresent(network -> declared.add(new Declared(command, network, what)));
    }
    for (Fields each : entries(source, fields, "user-autonomous", USER)) {
      each.one("what", Fields::text);
      each.one("command", Fields::text).ifPresent(user::add);
    }
    return new Networks(List.copyOf(onshore), List.copyOf(declared), List.copyOf(user));
  }

  private static List<Fields> entries(
      Source source, Fields fields, String list, Set<String> known) {
    List<Node> nodes =
        fields.given(list).map(node -> source.elements(node, MAX_ENTRIES)).orElse(List.of());
    return nodes.stream().flatMap(node -> Fields.of(source, node, known).stream()).toList();
  }

  private static String version(String text) {
    if (!text.equals("1")) {
      throw new IllegalArgumentException("the format is " + text + ", and only 1 is known");
    }
    return text;
  }

  Place placeOf(InetAddress address) {
    if (IN_VEHICLE.stream().anyMatch(network -> network.contains(address))) {
      return Place.IN_VEHICLE;
    }
    return nameOf(address).isPresent() ? Place.ONSHORE : Place.FOREIGN;
  }

  /** Returns the name of the onshore network that an address is in. */
  Optional<String> nameOf(InetAddress address) {
    return onshore.stream()
        .filter(each -> each.network.contains(address))
        .map(Onshore::name)
        .findFirst();
  }

  /** Returns what a process is declared to send to an address. */
  Optional<String> declared(String command, InetAddress to) {
    return declared.stream()
        .filter(each -> command.contains(each.command) && each.network.contains(to))
        .map(Declared::what)
        .findFirst();
  }

  /**
   * Returns whether a process is one that the user installed or drives himself (GB/T 44464 §5.8).
   */
  boolean isUserAutonomous(String command) {
    return userCommands.stream().anyMatch(command::contains);
  }
}
