package dev.breakwater.cli.certify.egress;

import dev.breakwater.cli.certify.egress.FlowReport.Category;
import dev.breakwater.cli.certify.egress.Networks.Place;
import dev.breakwater.cli.certify.egress.Sockets.Owner;
import java.util.Locale;
import java.util.Optional;

/** Says of each flow who sent it, where it went and what it is. */
final class Attribution {
  /** What the command of the car's own process has in it. */
  private static final String AGENT = " agent run";

  private final Networks networks;
  private final Sockets sockets;

  Attribution(Networks networks, Sockets sockets) {
    this.networks = networks;
    this.sockets = sockets;
  }

  FlowReport report(Flow flow) {
    Flow.Key key = flow.key();
    Optional<Owner> owner = sockets.ownerOf(key.transport(), key.from(), key.to());
    String command = owner.map(Owner::command).orElse("");
    Optional<String> declared = networks.declared(command, key.to().address());
    Place place = networks.placeOf(key.to().address());
    return new FlowReport(
        owner.isPresent() ? command : "unknown",
        owner.map(Owner::pid).orElse(0L),
        key.transport().name().toLowerCase(Locale.ROOT),
        key.from().toString(),
        key.to().toString(),
        place,
        networks.nameOf(key.to().address()).orElse(""),
        category(flow, command, place, declared.isPresent()),
        declared.orElse(""),
        flow.packets(),
        flow.wireBytes(),
        flow.payloadBytes(),
        flow.applicationBytes(),
        flow.marker());
  }

  // Fail closed: a flow of a process that nobody saw is undeclared, and the maker's.
  private Category category(Flow flow, String command, Place place, boolean declared) {
    if (networks.isUserAutonomous(command)) {
      return Category.USER_AUTONOMOUS;
    }
    if (command.contains(AGENT) && flow.isDtls()) {
      return Category.UPLINK;
    }
    if (declared) {
      return Category.DECLARED;
    }
    return place == Place.IN_VEHICLE ? Category.IN_VEHICLE : Category.UNDECLARED;
  }
}
