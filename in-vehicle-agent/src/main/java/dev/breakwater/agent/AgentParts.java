package dev.breakwater.agent;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.Uplink;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.policy.bundle.PoliciesInForce;
import java.util.random.RandomGenerator;

/**
 * What an agent works with.
 *
 * @param policies may get bundles while the agent runs
 * @param anonymizer stays the caller's, who closes it
 * @param uplink belongs to the agent, which closes it
 * @param random a secure generator
 */
public record AgentParts(
    PoliciesInForce policies,
    Anonymizer anonymizer,
    KeyVault vault,
    Uplink uplink,
    Clocks clocks,
    RandomGenerator random) {
  /**
   * @throws IllegalArgumentException if the anonymizer covers in a way that may not leave a car
   */
  public AgentParts {
    Redaction redaction = anonymizer.profile().redaction();
    if (!redaction.leavesCar()) {
      throw new IllegalArgumentException("frames covered by " + redaction + " do not leave a car");
    }
  }
}
