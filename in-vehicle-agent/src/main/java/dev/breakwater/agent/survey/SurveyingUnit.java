package dev.breakwater.agent.survey;

import dev.breakwater.agent.decide.Routed;
import java.io.IOException;

/**
 * The qualified surveying unit (自然资发〔2024〕139号): the only one that may receive raw geodata. Data is
 * with it, durable, when a delivery returns; a delivery that fails may have arrived, and its caller
 * retries or drops it. Safe for use by several threads.
 */
public interface SurveyingUnit {
  /**
   * Delivers geodata that the policy sent there.
   *
   * @throws IOException if it was not taken; also if the endpoint is not the pinned one
   */
  void deliver(Routed pass, RawGeodata data) throws IOException;
}
