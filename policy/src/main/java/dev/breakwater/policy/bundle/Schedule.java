package dev.breakwater.policy.bundle;

import dev.breakwater.policy.PolicyEngine;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who decides between two instants at which a bundle begins or ends. Immutable. */
final class Schedule {
  private final Instant[] begins;
  private final Span[] spans;

  /**
   * @param bundle null if the built-in pack decides
   */
  private record Span(PolicyEngine engine, @Nullable AcceptedBundle bundle) {}

  /**
   * @param accepted in the order of the sequence numbers
   */
  Schedule(PolicyEngine builtIn, List<AcceptedBundle> accepted) {
    NavigableSet<Instant> changes = new TreeSet<>();
    changes.add(Instant.MIN);
    accepted.forEach(bundle -> changes.add(bundle.manifest().inForce().from()));
    accepted.forEach(bundle -> changes.add(bundle.manifest().inForce().until()));
    this.begins = changes.toArray(new Instant[0]);
    this.spans = changes.stream().map(begin -> span(builtIn, accepted, begin)).toArray(Span[]::new);
  }

  private static Span span(PolicyEngine builtIn, List<AcceptedBundle> accepted, Instant begin) {
    for (int i = accepted.size() - 1; i >= 0; i--) {
      AcceptedBundle bundle = accepted.get(i);
      if (bundle.manifest().inForce().contains(begin)) {
        return new Span(bundle.engine(), bundle);
      }
    }
    return new Span(builtIn, null);
  }

  PolicyEngine engineAt(Instant at) {
    return spanAt(at).engine();
  }

  Optional<AcceptedBundle> bundleAt(Instant at) {
    return Optional.ofNullable(spanAt(at).bundle());
  }

  private Span spanAt(Instant at) {
    int found = Arrays.binarySearch(begins, at);
    return spans[found >= 0 ? found : -found - 2];
  }
}
