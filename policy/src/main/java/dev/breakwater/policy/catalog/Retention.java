package dev.breakwater.policy.catalog;

/**
 * How long a kind of data may be kept onshore at the most (PIPL Art. 19: no longer than the purpose
 * needs).
 *
 * @param days from its storing, 1 to {@link #MAX_DAYS}
 * @param clause where that is written, or who decided it
 */
public record Retention(int days, String clause) {
  /** A century; more is nothing that anybody means. */
  public static final int MAX_DAYS = 36_500;

  /**
   * @throws IllegalArgumentException if {@code days} is out of range
   */
  public Retention {
    if (days < 1 || days > MAX_DAYS) {
      throw new IllegalArgumentException("1 to " + MAX_DAYS + " days are expected here");
    }
  }

  static int days(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("a number of days is expected here, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
