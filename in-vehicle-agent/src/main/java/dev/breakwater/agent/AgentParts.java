package dev.breakwater.agent;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.outbox.Uplink;
import dev.breakwater.agent.seal.Clocks;
import dev.breakwater.agent.time.CloudTime;
import dev.breakwater.anonymizer.gate.Anonymizer;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.compare.Shadow;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an agent works with.
 *
 * @param policies may get bundles while the agent runs
 * @param anonymizer stays the caller's, who closes it
 * @param uplink belongs to the agent, which closes it
 * @param random a secure generator
 * @param shadow a second policy that decides nothing; null if there is none
 * @param cloudTime what the uplink hears of the time
 */
public record AgentParts(
    PoliciesInForce policies,
    Anonymizer anonymizer,
    KeyVault vault,
    Uplink uplink,
    Clocks clocks,
    RandomGenerator random,
    @Nullable Shadow shadow,
    CloudTime cloudTime) {
  /** An agent without a second policy. */
  public AgentParts(
      PoliciesInForce policies,
      Anonymizer anonymizer,
      KeyVault vault,
      Uplink uplink,
      Clocks clocks,
      RandomGenerator random) {
    this(
        policies,
        anonymizer,
        vault,
        uplink,
        clocks,
        random,
        null,
        new CloudTime(clocks.bootMillis()));
  }

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
