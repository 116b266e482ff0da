package dev.breakwater.agent.decide;

import dev.breakwater.wire.StayedInCar;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the policy answered about data.
 *
 * @param <P> the pass that a permission gives
 */
public sealed interface Ruling<P> {
  /** Returns the pass; without one, says what stays. */
  Optional<P> pass(Instant capturedAt, Consumer<StayedInCar> stays);

  /** The data may go on. */
  record Allowed<P>(P pass) implements Ruling<P> {
    @Override
    public Optional<P> pass(Instant capturedAt, Consumer<StayedInCar> stays) {
      return Optional.of(pass);
    }
  }

  /** The data stays in the car. */
  record Stays<P>(StayedInCar.Fate fate, String category, String reason, List<String> rules)
      implements Ruling<P> {
    public Stays {
      rules = List.copyOf(rules);
    }

    @Override
    public Optional<P> pass(Instant capturedAt, Consumer<StayedInCar> stays) {
      long at = capturedAt.toEpochMilli();
      stays.accept(new StayedInCar(fate, category, reason, rules, 1, at, at));
      return Optional.empty();
    }
  }
}
