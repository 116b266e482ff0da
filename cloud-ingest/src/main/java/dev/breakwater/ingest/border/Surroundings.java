package dev.breakwater.ingest.border;

import dev.breakwater.policy.border.ExportConsents;
import dev.breakwater.policy.bundle.PoliciesInForce;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What a border works with.
 *
 * @param policies which law decides when
 * @param random draws ids of statements, and counting keys in files
 * @param consents who gave separate consent to which export (PIPL Art. 39)
 */
public record Surroundings(
    Rows rows,
    DecisionLog log,
    Delivery delivery,
    PoliciesInForce policies,
    InstantSource clock,
    SecureRandom random,
    ExportConsents consents) {
  /** Where nobody has consented to an export. */
  public Surroundings(
      Rows rows,
      DecisionLog log,
      Delivery delivery,
      PoliciesInForce policies,
      InstantSource clock,
      SecureRandom random) {
    this(rows, log, delivery, policies, clock, random, ExportConsents.NONE);
  }
}
