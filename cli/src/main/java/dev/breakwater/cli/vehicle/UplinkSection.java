package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.uplink.ReceiverAddress;
import dev.breakwater.agent.uplink.UplinkSettings;
import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.policy.source.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the receiver is.
 *
 * @param host DNS name or IP address
 * @param port UDP port; 0 for that of the onshore side that runs on the same data directory
 * @param others receivers that are turned to when this one is silent
 * @param bytesPerSecond the most that is sent, the control lane apart; 0 for no limit
 */
public record UplinkSection(
    String host, int port, Optional<List<ReceiverAddress>> others, long bytesPerSecond) {
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
  private static final Setting<Optional<List<ReceiverAddress>>> OTHERS =
      Setting.optional(
          "others",
          "host:port,host:port: receivers that are turned to when this one is silent",
          ReceiverAddress::parse);
  private static final Setting<Long> BYTES_PER_SECOND =
      Setting.of(
          "bytes-per-second",
          "0B",
          "the most that is sent, e.g. 64KiB, but for accounts of the data itself; 0B: no limit",
          Quantities::size);

  public static final Section<UplinkSection> SECTION =
      new Section<>(
          UplinkSection.class,
          "uplink",
          "The way to the receiver.",
          List.of(HOST, PORT, OTHERS, BYTES_PER_SECOND),
          values ->
              new UplinkSection(
                  values.of(HOST),
                  values.of(PORT),
                  values.of(OTHERS),
                  values.of(BYTES_PER_SECOND)));

  /**
   * Returns the settings of the uplink.
   *
   * @param port of the first receiver
   */
  public UplinkSettings of(int port, VehicleIdentity identity) {
    List<ReceiverAddress> receivers = new ArrayList<>(List.of(new ReceiverAddress(host, port)));
    receivers.addAll(others.orElse(List.of()));
    return new UplinkSettings(receivers, identity, bytesPerSecond);
  }
}
