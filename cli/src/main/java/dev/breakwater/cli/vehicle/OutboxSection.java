package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.outbox.OutboxSettings;
import dev.breakwater.wire.VehicleRef;
import java.time.Duration;
import java.util.List;

/**
 * How large the queue may become.
 *
 * @param maxBytes on disk
 * @param maxAge after which an item that is not delivered is given up
 */
public record OutboxSection(long maxBytes, Duration maxAge) {
  private static final Setting<Long> MAX_BYTES =
      Setting.of("max-bytes", "256MiB", "size on disk, 2MiB or more", Quantities::size);
  private static final Setting<Duration> MAX_AGE =
      Setting.of(
          "max-age",
          "7d",
          "age at which an item that is not delivered is given up",
          Quantities::duration);

  public static final Section<OutboxSection> SECTION =
      new Section<>(
          OutboxSection.class,
          "outbox",
          "The queue of what is to leave the car.",
          List.of(MAX_BYTES, MAX_AGE),
          values -> new OutboxSection(values.of(MAX_BYTES), values.of(MAX_AGE)));

  /**
   * @throws IllegalArgumentException if there is no room beside the reserve
   */
  public OutboxSection {
    if (maxBytes < 2 * OutboxSettings.RESERVE_BYTES) {
      throw new IllegalArgumentException("an outbox has at least 2MiB");
    }
  }

  public OutboxSettings of(VehicleRef vehicle) {
    return new OutboxSettings(vehicle, maxBytes, maxAge);
  }
}
