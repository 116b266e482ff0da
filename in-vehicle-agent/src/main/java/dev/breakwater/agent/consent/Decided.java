package dev.breakwater.agent.consent;

import dev.breakwater.policy.rule.Consent;

/**
 * What is decided about data, and when.
 *
 * @param epoch of the decision that stands; 0 if there was none
 * @param withdrawnEpoch of the last decision that did not let it leave; 0 if there was none
 */
public record Decided(Consent consent, long epoch, long withdrawnEpoch) {
  /** Nothing is decided. */
  static final Decided NOTHING = new Decided(Consent.NOT_SET, 0, 0);

  /** Returns the epoch of the decision by which data leaves now, 0 if it leaves by none. */
  public long permittingEpoch() {
    return consent == Consent.YES ? epoch : 0;
  }

  /** Returns whether data that left its sensor under a decision was withdrawn since. */
  public boolean isOvertaken(long permittedEpoch) {
    return permittedEpoch != 0 && permittedEpoch <= withdrawnEpoch;
  }
}
