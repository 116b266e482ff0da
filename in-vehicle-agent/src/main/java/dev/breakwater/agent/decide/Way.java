package dev.breakwater.agent.decide;

import dev.breakwater.policy.rule.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One of the three ways out of the car, and what is true of whoever is at its end. */
public final class Way {
  private static final String ONSHORE = "CN";

  /**
   * To the one receiver, by its certificate; it stands onshore, is no unit with a qualification for
   * maps, and nothing is spoken with it but DTLS, which is always encrypted.
   */
  public static final Way UPLINK =
      new Way(
          Map.of(
              Variable.JURISDICTION, ONSHORE,
              Variable.ENCRYPTED, true,
              Variable.QUALIFIED, false));

  private final Map<Variable, Object> facts;

  private Way(Map<Variable, Object> facts) {
    this.facts = Map.copyOf(facts);
  }

  /**
   * Returns the way to the platform for electric vehicles, in a network that is onshore.
   *
   * @param encrypted whether the connection is by TLS
   */
  public static Way toPlatform(boolean encrypted) {
    return new Way(
        Map.of(
            Variable.JURISDICTION, ONSHORE,
            Variable.ENCRYPTED, encrypted,
            Variable.QUALIFIED, false));
  }

  /**
   * Returns the way to the qualified surveying unit, by its pinned certificate in an onshore
   * network.
   *
   * @param impactAssessment id of the assessment under PIPL Art. 55, empty if there is none
   */
  public static Way toSurveyingUnit(String impactAssessment) {
    Map<Variable, Object> facts = new HashMap<>();
    facts.put(Variable.JURISDICTION, ONSHORE);
    facts.put(Variable.ENCRYPTED, true);
    facts.put(Variable.QUALIFIED, true);
    facts.put(Variable.IMPACT_ASSESSMENT, impactAssessment);
    return new Way(facts);
  }

  Optional<Object> value(Variable variable) {
    return Optional.ofNullable(facts.get(variable));
  }
}
