package dev.breakwater.agent.survey;

import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.decide.Routed;
import dev.breakwater.agent.decide.Way;
import dev.breakwater.wire.StayedInCar;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** The way of raw geodata: does the policy send it to the unit, then it goes there, or nowhere. */
public final class SurveyRoute {
  private static final String PURPOSE = "surveying";

  private final Decider decider;
  private final SurveyingUnit unit;
  private final Way way;

  /**
   * @param impactAssessment id of the assessment under PIPL Art. 55, empty if there is none
   */
  public SurveyRoute(Decider decider, SurveyingUnit unit, String impactAssessment) {
    this.decider = decider;
    this.unit = unit;
    this.way = Way.toSurveyingUnit(impactAssessment);
  }

  /**
   * Sends geodata to the unit if the policy says so.
   *
   * @param stays is told what stays and why
   * @return whether the unit has it
   * @throws IOException if the unit did not take it
   */
  public boolean offer(RawGeodata data, Consumer<StayedInCar> stays) throws IOException {
    Optional<Routed> pass =
        decider
            .route(data.category(), PURPOSE, data.capturedAt(), way)
            .pass(data.capturedAt(), stays);
    if (pass.isPresent()) {
      unit.deliver(pass.get(), data);
    }
    return pass.isPresent();
  }
}
