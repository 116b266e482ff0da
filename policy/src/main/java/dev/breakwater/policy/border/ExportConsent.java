package dev.breakwater.policy.border;

import java.time.Instant;

/**
 * That a person agreed to an export, separately from everything else (PIPL Art. 39).
 *
 * @param from first instant at which it holds
 * @param until first instant at which it holds no more
 */
public record ExportConsent(To to, Instant from, Instant until) {
  /**
   * What a person agreed to.
   *
   * @param subject pseudonym of the person
   * @param recipient id, as the permits have it
   * @param purpose what the recipient gets it for
   * @param notice digest of the notice that the person was shown, hexadecimal
   */
  public record To(String subject, String recipient, String purpose, String notice) {}

  boolean holdsAt(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
