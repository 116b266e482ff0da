package dev.breakwater.agent.outbox;

import dev.breakwater.wire.VehicleRef;
import java.time.Duration;

/**
 * What an outbox is for and how large it may become.
 *
 * @param maxBytes on disk
 * @param maxAge after which an item that is not delivered is given up
 */
public record OutboxSettings(VehicleRef vehicle, long maxBytes, Duration maxAge) {
  /** What only the control lane may fill, so that a loss can always be told, bytes. */
  public static final long RESERVE_BYTES = 1 << 20;

  public static final long DEFAULT_MAX_BYTES = 256L << 20;
  public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(7);

  /**
   * @throws IllegalArgumentException if there is no room beside the reserve
   */
  public OutboxSettings {
    if (maxBytes < 2 * RESERVE_BYTES) {
      throw new IllegalArgumentException("an outbox has at least 2 MiB, not " + maxBytes);
    }
  }

  public static OutboxSettings of(VehicleRef vehicle) {
    return new OutboxSettings(vehicle, DEFAULT_MAX_BYTES, DEFAULT_MAX_AGE);
  }

  /** Returns the size from which on a file is followed by a new one, bytes. */
  long fileBytes() {
    return maxBytes / 16;
  }
}
