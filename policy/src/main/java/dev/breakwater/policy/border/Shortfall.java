package dev.breakwater.policy.border;

import dev.breakwater.policy.source.Fields;
import java.util.Optional;

/**
 * One respect in which an approval does not cover a release.
 *
 * @param approved what the approval allows
 * @param asked what the release would need
 */
public record Shortfall(Aspect aspect, String approved, String asked) {
  /** In what respect. */
  public enum Aspect {
    KIND,
    GROUP,
    RECIPIENT,
    CATEGORY,
    PURPOSE,
    INSTANT,
    CAP
  }

  static Optional<Shortfall> unless(boolean holds, Aspect aspect, Object approved, Object asked) {
    return holds
        ? Optional.empty()
        : Optional.of(new Shortfall(aspect, approved.toString(), asked.toString()));
  }

  @Override
  public String toString() {
    return Fields.nameOf(aspect) + ": approved " + approved + ", asked " + asked;
  }
}
