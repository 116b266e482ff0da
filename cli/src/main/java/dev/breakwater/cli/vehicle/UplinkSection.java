package dev.breakwater.cli.vehicle;

import dev.breakwater.policy.source.Fields;
import java.util.List;

/**
 * Where the receiver is.
 *
 * @param host DNS name or IP address
 * @param port UDP port; 0 for that of the onshore side that runs on the same data directory
 */
public record UplinkSection(String host, int port) {
  private static final Setting<String> HOST =
      Setting.of(
          "host",
          "127.0.0.1",
          "DNS name or address of the receiver, which its certificate must name",
          Fields::text);
  private static final Setting<Integer> PORT =
      Setting.of(
          "port",
          "0",
          "UDP port; 0: that of the onshore side that runs on the same data directory",
          Quantities::port);

  public static final Section<UplinkSection> SECTION =
      new Section<>(
          UplinkSection.class,
          "uplink",
          "The way to the receiver.",
          List.of(HOST, PORT),
          values -> new UplinkSection(values.of(HOST), values.of(PORT)));
}
