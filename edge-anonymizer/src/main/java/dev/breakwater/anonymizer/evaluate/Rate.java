package dev.breakwater.anonymizer.evaluate;

/**
 * A share of counted things, with the Wilson interval of its true value at 95 %.
 *
 * <p>Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference,
 * JASA 22 (1927).
 */
public record Rate(long hits, long all) {
  /** Two-sided 95 % of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /**
   * @throws IllegalArgumentException if there are fewer than none, or more hits than things
   */
  public Rate {
    if (hits < 0 || hits > all) {
      throw new IllegalArgumentException(hits + " of " + all + " is no share");
    }
  }

  /** Asks whether nothing was counted; then there is no value. */
  public boolean isEmpty() {
    return all == 0;
  }

  /** Returns the share in [0, 1]; not a number if nothing was counted. */
  public double value() {
    return (double) hits / all;
  }

  /** Returns the lower end of the interval; 0 if nothing was counted. */
  public double lower() {
    return all == 0 || hits == 0 ? 0 : centre() - reach();
  }

  /** Returns the upper end of the interval; 1 if nothing was counted. */
  public double upper() {
    return all == 0 || hits == all ? 1 : centre() + reach();
  }

  private double centre() {
    return (value() + Z * Z / (2 * all)) / (1 + Z * Z / all);
  }

  private double reach() {
    double p = value();
    return Z / (1 + Z * Z / all) * Math.sqrt(p * (1 - p) / all + Z * Z / (4.0 * all * all));
  }
}
