package dev.breakwater.agent.uplink;

import java.util.List;

/**
 * Where the receivers are and who we are.
 *
 * @param receivers one is used at a time; when it is silent, the next
 * @param bytesPerSecond the most that is sent, on average, datagram headers not counted; 0 for no
 *     limit. The control lane is not held back by it.
 */
public record UplinkSettings(
    List<ReceiverAddress> receivers, VehicleIdentity identity, long bytesPerSecond) {
  /**
   * @throws IllegalArgumentException if there is no receiver, or the limit is negative
   */
  public UplinkSettings {
    receivers = List.copyOf(receivers);
    if (receivers.isEmpty() || bytesPerSecond < 0) {
      throw new IllegalArgumentException("an uplink has a receiver and a limit of 0 or more");
    }
  }

  /** One receiver, no limit. */
  public UplinkSettings(String host, int port, VehicleIdentity identity) {
    this(List.of(new ReceiverAddress(host, port)), identity, 0);
  }
}
