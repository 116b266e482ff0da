package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Lane;
import dev.breakwater.wire.VehicleRef;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an outbox is for and how large it may become.
 *
 * @param maxBytes on disk
 * @param maxAge after which an item that is not delivered is given up
 * @param quotas what no other lane can take away from a lane, bytes; what nobody has a quota of is
 *     for whoever comes first
 */
public record OutboxSettings(
    VehicleRef vehicle, long maxBytes, Duration maxAge, Map<Lane, Long> quotas) {
  /** The quota of the control lane, so that a loss can always be told, bytes. */
  public static final long RESERVE_BYTES = 1 << 20;

  public static final long DEFAULT_MAX_BYTES = 256L << 20;
  public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(7);

  /** Into so many files the outbox is divided; one of them is room to move what is pending. */
  private static final int FILES = 16;

  /**
   * @throws IllegalArgumentException if the quotas leave nothing to share, or that of the control
   *     lane is below {@link #RESERVE_BYTES}
   */
  public OutboxSettings {
    quotas = Map.copyOf(quotas);
    long sum = 0;
    for (Lane lane : Lane.values()) {
      long quota = quotas.getOrDefault(lane, 0L);
      if (quota < (lane == Lane.CONTROL ? RESERVE_BYTES : 0)) {
        throw new IllegalArgumentException("the quota of " + lane + " is too small: " + quota);
      }
      sum += quota;
    }
    if (maxBytes < 2 * RESERVE_BYTES || sum > maxBytes - maxBytes / FILES) {
      throw new IllegalArgumentException(
          "an outbox has at least 2 MiB and room for its quotas, not " + maxBytes + " bytes");
    }
  }

  public OutboxSettings(VehicleRef vehicle, long maxBytes, Duration maxAge) {
    this(vehicle, maxBytes, maxAge, quotas(maxBytes));
  }

  public static OutboxSettings of(VehicleRef vehicle) {
    return new OutboxSettings(vehicle, DEFAULT_MAX_BYTES, DEFAULT_MAX_AGE);
  }

  /**
   * Returns the quotas unless they are set: less than half of the outbox together, if it is big.
   */
  public static Map<Lane, Long> quotas(long maxBytes) {
    Map<Lane, Long> quotas = new EnumMap<>(Lane.class);
    quotas.put(Lane.CONTROL, RESERVE_BYTES);
    quotas.put(Lane.STATUTORY, maxBytes / 16);
    quotas.put(Lane.INCIDENT, maxBytes / 8);
    quotas.put(Lane.TELEMETRY, maxBytes / 8);
    quotas.put(Lane.BULK, maxBytes / 8);
    return quotas;
  }

  long quota(Lane lane) {
    return quotas.getOrDefault(lane, 0L);
  }

  /** Returns what commits may fill, bytes. */
  long roomBytes() {
    return maxBytes - fileBytes();
  }

  /** Returns the size from which on a file is followed by a new one, bytes. */
  long fileBytes() {
    return maxBytes / FILES;
  }
}
