package dev.breakwater.cli.certify.egress;

import dev.breakwater.agent.egress.Sent;
import dev.breakwater.cli.certify.egress.FlowReport.Category;
import java.util.List;

/**
 * What a capture and the car's own account say; written as evidence.
 *
 * @param seconds that were captured
 * @param states of the vehicle, and how each came about
 * @param interfaceName that was captured
 * @param networksDigest of the list of networks, 64 hexadecimal digits, or an empty text if there
 *     was none
 * @param droppedPackets that the kernel could not keep; -1 if the capture ended early
 * @param overheadKnown whether the part of the application could be computed of all DTLS flows
 * @param ledger what the uplink says that it gave to DTLS meanwhile
 */
record Observation(
    long seconds,
    List<String> states,
    String interfaceName,
    String networksDigest,
    long droppedPackets,
    boolean overheadKnown,
    Sent ledger,
    List<FlowReport> flows) {
  Observation {
    states = List.copyOf(states);
    flows = List.copyOf(flows);
  }

  /** Returns whether every packet was seen. */
  boolean isWhole() {
    return droppedPackets == 0;
  }

  /** Returns what the capture says that the uplink gave to DTLS, bytes. */
  long applicationBytesOnWire() {
    return flows.stream()
        .filter(flow -> flow.category() == Category.UPLINK)
        .mapToLong(FlowReport::applicationBytes)
        .sum();
  }

  /** Returns how far the capture and the ledger differ, as a share of the larger one. */
  double difference() {
    long wire = applicationBytesOnWire();
    long larger = Math.max(wire, ledger.messageBytes());
    return larger == 0 ? 0 : (double) Math.abs(wire - ledger.messageBytes()) / larger;
  }
}
