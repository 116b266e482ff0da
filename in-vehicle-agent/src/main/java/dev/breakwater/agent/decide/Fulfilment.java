package dev.breakwater.agent.decide;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.source.Fields;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which obligations the car fulfils, and how.
 *
 * <ul>
 *   <li>MASK, STRIP_POSE of an exterior clip: by its type. Only the anonymizer's gate makes one,
 *       and neither its manifest nor its pictures carry a position, a pose or camera metadata.
 *   <li>COARSEN_POSITION of a coordinate: {@link CoarsePosition}.
 *   <li>ROUTE_TO_SURVEYING_UNIT: {@link Decider#route}, and no other way.
 *   <li>DROP: the data stays, and is counted.
 *   <li>PSEUDONYMIZE, AGGREGATE, DELAY: not at all.
 * </ul>
 */
final class Fulfilment {
  private static final Set<Obligation> OF_A_CLIP = Set.of(Obligation.MASK, Obligation.STRIP_POSE);
  private static final Set<Obligation> COARSENING = Set.of(Obligation.COARSEN_POSITION);
  private static final Set<Obligation> ROUTING = Set.of(Obligation.ROUTE_TO_SURVEYING_UNIT);

  private Fulfilment() {}

  /** Asks whether data may go on as it is: nothing is asked for, or its type has done it. */
  static boolean isDone(Decision decision, String category) {
    return decision.match(
        permit -> true,
        transform -> Knowledge.isClip(category) && OF_A_CLIP.containsAll(transform.obligations()),
        deny -> false);
  }

  /** Asks whether nothing is asked for but to make a position coarse. */
  static boolean isCoarsening(Decision decision) {
    return decision.obligations().equals(COARSENING);
  }

  /** Asks whether nothing is asked for but to send it to the surveying unit. */
  static boolean isRouting(Decision decision) {
    return decision.obligations().equals(ROUTING);
  }

  /** Returns what is asked for and not done, in words; empty if nothing is asked for. */
  static String missing(Decision decision) {
    return decision.obligations().isEmpty()
        ? ""
        : " Asked for: "
            + decision.obligations().stream()
                .map(Fields::nameOf)
                .sorted()
                .collect(Collectors.joining(", "))
            + ".";
  }
}
