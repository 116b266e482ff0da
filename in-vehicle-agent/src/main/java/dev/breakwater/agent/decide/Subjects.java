package dev.breakwater.agent.decide;

import dev.breakwater.policy.catalog.DataKind.Subject;
import dev.breakwater.wire.SubjectRef;
import dev.breakwater.wire.VehicleRef;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Who data is about, by a pseudonym; safe for use by several threads. */
@FunctionalInterface
public interface Subjects {
  /** A car that names nobody. */
  Subjects UNNAMED = whose -> Optional.empty();

  /** Returns the pseudonym of a person in the car; of others there is none. */
  Optional<SubjectRef> of(Subject whose);

  /**
   * Returns the people of one trip. Nobody knows who they are, so each trip has new ones, and the
   * owner, the driver and a passenger are three: persons are counted too often, never too rarely.
   * The names are in memory alone, and nothing ties them to the car or to another trip.
   *
   * @param random a secure generator
   */
  static Subjects ofTrip(RandomGenerator random) {
    Map<Subject, SubjectRef> names = new EnumMap<>(Subject.class);
    for (Subject whose : Subject.values()) {
      if (isInTheCar(whose)) {
        names.put(whose, new SubjectRef(VehicleRef.random(random).value()));
      }
    }
    return whose -> Optional.ofNullable(names.get(whose));
  }

  private static boolean isInTheCar(Subject whose) {
    return switch (whose) {
      case OWNER, DRIVER, PASSENGER -> true;
      case NOBODY, OUTSIDE -> false;
    };
  }
}
