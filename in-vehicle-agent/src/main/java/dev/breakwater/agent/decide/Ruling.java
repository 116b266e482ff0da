package dev.breakwater.agent.decide;

import dev.breakwater.wire.StayedInCar;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What the policy answered about data.
 *
 * @param <P> the pass that a permission gives
 */
public sealed interface Ruling<P> {
  /** Answers with one function for each case. */
  <T> T match(Function<P, T> allowed, Function<Stays<P>, T> stays);

  /** The data may go on. */
  record Allowed<P>(P pass) implements Ruling<P> {
    @Override
    public <T> T match(Function<P, T> allowed, Function<Stays<P>, T> stays) {
      return allowed.apply(pass);
    }
  }

  /** The data stays in the car. */
  record Stays<P>(StayedInCar.Fate fate, String category, String reason, List<String> rules)
      implements Ruling<P> {
    public Stays {
      rules = List.copyOf(rules);
    }

    /** Returns the statement about one source item. */
    public StayedInCar statement(Instant capturedAt) {
      long at = capturedAt.toEpochMilli();
      return new StayedInCar(fate, category, reason, rules, 1, at, at);
    }

    @Override
    public <T> T match(Function<P, T> allowed, Function<Stays<P>, T> stays) {
      return stays.apply(this);
    }
  }
}
