package dev.breakwater.cli.certify.egress;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.breakwater.cli.certify.egress.Networks.Place;
import java.util.Locale;

/**
 * One flow, as the result shows it.
 *
 * @param process who sent, with its arguments; {@code unknown} if no process was seen with the
 *     socket
 * @param place where the destination is
 * @param network name of the onshore network, or an empty text
 * @param what it was declared as, or an empty text
 * @param wireBytes of all frames
 * @param payloadBytes of TCP or UDP
 * @param applicationBytes protected by DTLS; 0 of other flows
 * @param marker name of the cabin marker that was found, or an empty text
 */
record FlowReport(
    String process,
    long pid,
    String transport,
    String from,
    String to,
    Place place,
    String network,
    Category category,
    String what,
    long packets,
    long wireBytes,
    long payloadBytes,
    long applicationBytes,
    String marker) {
  /** What a flow is, as far as can be told from outside. */
  enum Category {
    /** What the outbox gave to the receiver; the ledger says of which categories of data. */
    UPLINK,
    DECLARED,
    USER_AUTONOMOUS,
    IN_VEHICLE,
    UNDECLARED;

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  String line() {
    return "%s %s -> %s (%s), %s, %d packets, %d bytes, by %s%s"
        .formatted(
            transport,
            from,
            to,
            network.isEmpty() ? place.text() : "onshore: " + network,
            what.isEmpty() ? category.text() : category.text() + ": " + what,
            packets,
            wireBytes,
            process,
            marker.isEmpty() ? "" : ", CABIN DATA: " + marker);
  }
}
