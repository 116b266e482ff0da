package dev.breakwater.agent;

import dev.breakwater.agent.decide.Knowledge;
import dev.breakwater.agent.decide.Surroundings;
import dev.breakwater.agent.statutory.StatutorySettings;
import dev.breakwater.agent.survey.SensitiveAreas;
import dev.breakwater.agent.survey.Whereabouts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the law makes a car do beside its drive.
 *
 * @param statutory whom it reports to; null if it reports to nobody
 * @param areas that are sensitive; null if nobody said which are: then no place is known to be one
 *     or not
 * @param surveyor who gets raw geodata; null if nobody does
 * @param accounts that it gives of itself
 */
public record Duties(
    @Nullable StatutorySettings statutory,
    @Nullable SensitiveAreas areas,
    @Nullable QualifiedUnit surveyor,
    Accounts accounts) {
  /** A car that has none. */
  public static final Duties NONE = new Duties(null, null, null, Accounts.NONE);

  /** Returns who remembers where the car was, if it has to. */
  @Nullable Whereabouts whereabouts() {
    return areas == null ? null : new Whereabouts(areas);
  }

  /** Returns what the car knows for the conditions of rules. */
  static Knowledge knowledge(@Nullable Whereabouts whereabouts, Occupants occupants) {
    return new Knowledge(
        whereabouts == null ? Surroundings.UNKNOWN : whereabouts,
        occupants.notices(),
        occupants::assessment,
        occupants.subjects());
  }

  /** Returns where the lane keeps its reports. */
  static Path directory(AgentSettings settings) {
    return settings.home().resolve("statutory");
  }
}
