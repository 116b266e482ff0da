package dev.breakwater.agent;

import dev.breakwater.agent.cabin.VaultBounds;
import dev.breakwater.agent.headunit.HeadUnitSettings;
import dev.breakwater.agent.notice.Purpose;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the car asks the people in it.
 *
 * @param notices directory of the maker's notice; null for the example that comes with the software
 * @param functions purposes that the car has a use for; no other is asked for
 * @param cabin how much the cabin vault keeps of each
 * @param trustSystemClock the platform sets the system clock from GNSS or the network; if not, no
 *     consent can be given until another source tells the time
 * @param assessments ids of the impact assessments (PIPL Art. 55) of what reaches outside the car;
 *     without one no function of the cabin does
 * @param page null if no page is to be served
 */
public record ConsentSettings(
    @Nullable Path notices,
    Set<Purpose> functions,
    VaultBounds cabin,
    boolean trustSystemClock,
    Map<Purpose, String> assessments,
    @Nullable HeadUnitSettings page) {
  /** What holds if nothing is said: the built-in functions, and no page. */
  public static final ConsentSettings DEFAULT =
      new ConsentSettings(null, Purpose.BUILT_IN, VaultBounds.DEFAULT, true, Map.of(), null);

  public ConsentSettings {
    functions = Set.copyOf(functions);
    assessments = Map.copyOf(assessments);
  }
}
