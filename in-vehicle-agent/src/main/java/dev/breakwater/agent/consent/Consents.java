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
  private final Function<String, Decided> decided;

  /** Decisions that stand. */
  public Consents(Map<String, Consent> byPrefix) {
    this(fixed(Map.copyOf(byPrefix)));
  }

  /**
   * Decisions that may change at any time.
   *
   * @param decided answers {@link Decided#NOTHING} about what has no entry
   */
  Consents(Function<String, Decided> decided) {
    this.decided = decided;
  }

  private static Function<String, Decided> fixed(Map<String, Consent> byPrefix) {
    return prefix -> new Decided(byPrefix.getOrDefault(prefix, Consent.NOT_SET), 0, 0);
  }

  public Consent of(String category) {
    return decided(category).consent();
  }

  /** Returns what is decided, and by which decision. */
  public Decided decided(String category) {
    for (String prefix = category; !prefix.isEmpty(); prefix = parent(prefix)) {
      Decided found = decided.apply(prefix);
      if (found.consent() != Consent.NOT_SET) {
        return found;
      }
    }
    return Decided.NOTHING;
  }

  private static String parent(String category) {
    return category.substring(0, Math.max(0, category.lastIndexOf('.')));
  }
}
