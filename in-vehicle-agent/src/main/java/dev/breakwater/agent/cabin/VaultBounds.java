package dev.breakwater.agent.cabin;

import java.time.Duration;

/**
 * How much the cabin vault keeps of one purpose; the oldest samples make room.
 *
 * @param maxBytes of ciphertext
 */
public record VaultBounds(long maxBytes, Duration maxAge) {
  /** What a notice promises: a day at most. */
  public static final VaultBounds DEFAULT = new VaultBounds(64 << 20, Duration.ofHours(24));

  /**
   * @throws IllegalArgumentException if a bound is not positive
   */
  public VaultBounds {
    if (maxBytes <= 0 || maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("the vault's bounds are above 0");
    }
  }
}
