package dev.breakwater.agent.cabin;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.decide.Cleared;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.CabinExcerpt;
import java.util.Optional;
import java.util.Set;

/**
 * The one way of cabin data out of a car: a function of the closed list of the four requirements
 * test, item 3, whose own purpose somebody allowed with YES, and whose data the policy lets leave.
 * What authorities may ask for by law has no way here. All else of the cabin stays. Safe for use by
 * several threads.
 */
public final class FunctionExit {
  private static final Set<Purpose> FUNCTIONS =
      Set.of(Purpose.CLOUD_VOICE, Purpose.REMOTE_VIEW, Purpose.CLOUD_RECORDING);

  private final Consents consents;

  /**
   * @param consents asked at each sample: one that a withdrawal has overtaken does not leave
   */
  public FunctionExit(Consents consents) {
    this.consents = consents;
  }

  /** Returns whether a purpose is on the list. */
  public static boolean isFunction(Purpose purpose) {
    return FUNCTIONS.contains(purpose);
  }

  /** Returns whether a function may send now: nobody but the person in the car can open it. */
  public boolean isOpen(Purpose purpose) {
    return isFunction(purpose)
        && purpose.categories().stream().allMatch(each -> consents.of(each) == Consent.YES);
  }

  /**
   * Lets a sample go.
   *
   * @param cleared says that the policy let this category leave
   * @return empty if the consent has ended meanwhile, the sample is not the function's own, or the
   *     policy cleared something else
   * @throws IllegalArgumentException if the sample is larger than an excerpt is
   */
  public Optional<ReleasedExcerpt> release(Purpose purpose, CabinSample sample, Cleared cleared) {
    boolean own =
        purpose.covers(sample.category())
            && cleared.category().equals(sample.category())
            && cleared.purpose().equals(purpose.id());
    return own && isOpen(purpose)
        ? Optional.of(
            new ReleasedExcerpt(cleared, new CabinExcerpt(purpose.id(), sample.content())))
        : Optional.empty();
  }
}
