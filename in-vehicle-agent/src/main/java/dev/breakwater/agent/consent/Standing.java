package dev.breakwater.agent.consent;

import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.ConsentChange;
import org.jspecify.annotations.Nullable;

/**
 * How one purpose stands now.
 *
 * @param last the last decision; null if there was none
 */
public record Standing(Purpose purpose, Basis basis, @Nullable ConsentChange last) {
  /** Why it stands so. */
  public enum Basis {
    NEVER_DECIDED,
    REFUSED,
    GRANTED,
    /** The period is over, or the ignition was off since a grant for once. */
    ENDED,
    /** The notice or the purpose is another one than was agreed to: to be asked again. */
    CHANGED,
    /** No source has told the time for a day, so nobody knows whether the period is over. */
    TIME_UNKNOWN
  }

  /** Returns what the policy is told. */
  public Consent consent() {
    return switch (basis) {
      case GRANTED -> granted();
      case REFUSED -> Consent.NO;
      case NEVER_DECIDED, ENDED, CHANGED, TIME_UNKNOWN -> Consent.NOT_SET;
    };
  }

  private Consent granted() {
    if (last == null) {
      throw new IllegalStateException("nothing was granted");
    }
    return switch (last.state()) {
      case NO -> Consent.NO;
      case IN_VEHICLE -> Consent.IN_VEHICLE;
      case YES -> Consent.YES;
    };
  }

  public boolean isGranted() {
    return basis == Basis.GRANTED;
  }
}
