package dev.breakwater.agent.seal;

import dev.breakwater.wire.StayedInCar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what stayed in the car, by what became of it and why. Used by one thread. */
public final class Tally {
  private final Map<Key, StayedInCar> counts = new LinkedHashMap<>();

  private record Key(StayedInCar.Fate fate, String category, String reason, List<String> rules) {}

  public void add(StayedInCar more) {
    var key = new Key(more.fate(), more.category(), more.reason(), more.rules());
    counts.merge(key, more, Tally::sum);
  }

  private static StayedInCar sum(StayedInCar a, StayedInCar b) {
    return new StayedInCar(
        a.fate(),
        a.category(),
        a.reason(),
        a.rules(),
        a.count() + b.count(),
        Math.min(a.firstMillis(), b.firstMillis()),
        Math.max(a.lastMillis(), b.lastMillis()));
  }

  /** Returns one statement for each kind. */
  public List<StayedInCar> counts() {
    return List.copyOf(counts.values());
  }

  public void clear() {
    counts.clear();
  }
}
