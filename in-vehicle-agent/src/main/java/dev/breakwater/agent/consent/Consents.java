package dev.breakwater.agent.consent;

import dev.breakwater.policy.rule.Consent;
import java.util.Map;
import java.util.function.Function;

/**
 * What is decided now, by category or the beginning of one ({@code position}, {@code
 * cabin.camera}); the longest entry wins, and nothing is decided by default (Auto Provisions Art.
 * 6(2)). Safe for use by several threads.
 */
public final class Consents {
  private final Function<String, Consent> decided;

  /** Decisions that stand. */
  public Consents(Map<String, Consent> byPrefix) {
    this(fixed(Map.copyOf(byPrefix)));
  }

  /**
   * Decisions that may change at any time.
   *
   * @param decided answers {@link Consent#NOT_SET} about what has no entry
   */
  Consents(Function<String, Consent> decided) {
    this.decided = decided;
  }

  private static Function<String, Consent> fixed(Map<String, Consent> byPrefix) {
    return prefix -> byPrefix.getOrDefault(prefix, Consent.NOT_SET);
  }

  public Consent of(String category) {
    for (String prefix = category; !prefix.isEmpty(); prefix = parent(prefix)) {
      Consent consent = decided.apply(prefix);
      if (consent != Consent.NOT_SET) {
        return consent;
      }
    }
    return Consent.NOT_SET;
  }

  private static String parent(String category) {
    return category.substring(0, Math.max(0, category.lastIndexOf('.')));
  }
}
