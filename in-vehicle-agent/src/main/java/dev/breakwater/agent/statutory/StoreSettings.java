package dev.breakwater.agent.statutory;

import java.time.Duration;

/**
 * How much the lane keeps, apart from the outbox.
 *
 * @param maxBytes on disk; the oldest reports make room
 * @param keep how long a report is kept, at least seven days
 */
public record StoreSettings(long maxBytes, Duration keep) {
  /** The shortest time (GB/T 32960.2; B.2.8 of part 3). */
  public static final Duration MIN_KEEP = Duration.ofDays(7);

  /** The least room in which the lane works, bytes. */
  public static final long MIN_BYTES = 2 << 20;

  /** Seven days at one report of a kilobyte every ten seconds. */
  public static final StoreSettings STANDARD = new StoreSettings(64L << 20, MIN_KEEP);

  /**
   * @throws IllegalArgumentException if it is too little
   */
  public StoreSettings {
    if (keep.compareTo(MIN_KEEP) < 0) {
      throw new IllegalArgumentException("reports are kept for at least 7 days, not " + keep);
    }
    if (maxBytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "the lane has at least " + MIN_BYTES + " bytes, not " + maxBytes);
    }
  }
}
