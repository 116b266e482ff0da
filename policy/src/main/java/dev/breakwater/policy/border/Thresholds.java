package dev.breakwater.policy.border;

/**
 * From how many distinct persons since 1 January on a stricter route is demanded; each number is
 * the first that is too many for the milder one.
 *
 * @param someGeneral a contract or a certificate (2024 Flow Provisions Art. 8)
 * @param manyGeneral a security assessment (Art. 7)
 * @param manySensitive a security assessment (Art. 7); for fewer, from the first person on, a
 *     contract or a certificate
 */
public record Thresholds(long someGeneral, long manyGeneral, long manySensitive) {
  /** What the law says. */
  public static final Thresholds LAW = new Thresholds(100_000, 1_000_000, 10_000);

  /**
   * @throws IllegalArgumentException if they are not in order
   */
  public Thresholds {
    if (someGeneral < 1 || manyGeneral <= someGeneral || manySensitive < 1) {
      throw new IllegalArgumentException("thresholds are positive, and in order");
    }
  }
}
