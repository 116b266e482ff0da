package dev.breakwater.agent.consent;

import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.rule.Consent;
import java.io.IOException;

/** A place in the car where data lies that was collected under a consent. */
public interface Holding {
  /**
   * Deletes what the consent to a purpose no longer covers; it is not in the car any more when this
   * returns. Called again after a crash: what is deleted already is not there to be counted.
   *
   * @param now what is left of the consent; {@link Consent#IN_VEHICLE} leaves what stays in the car
   */
  Deleted delete(Purpose purpose, Consent now) throws IOException;
}
