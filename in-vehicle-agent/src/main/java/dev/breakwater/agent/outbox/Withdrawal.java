package dev.breakwater.agent.outbox;

/**
 * Which items may not be sent any more because the consent to them is withdrawn (PIPL Art. 15).
 *
 * @param category a category of the policy catalog; everything below it is meant too
 * @param purpose what the items were collected for; empty for every purpose
 */
public record Withdrawal(String category, String purpose) {
  /**
   * @throws IllegalArgumentException if {@code category} is empty
   */
  public Withdrawal {
    if (category.isEmpty()) {
      throw new IllegalArgumentException("a withdrawal names a category");
    }
  }

  boolean covers(Kind kind) {
    boolean below = kind.category().startsWith(category + ".");
    return (below || kind.category().equals(category))
        && (purpose.isEmpty() || kind.purpose().equals(purpose));
  }
}
