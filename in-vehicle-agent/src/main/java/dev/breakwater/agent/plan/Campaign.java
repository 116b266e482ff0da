package dev.breakwater.agent.plan;

import dev.breakwater.agent.decide.Collected;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.policy.rule.Truth;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A plan that the car follows. Used by one thread. */
public final class Campaign {
  /** The most memory that the signals before a condition take. */
  static final long MAX_RING_BYTES = 4 << 20;

  /** The most signals that are told apart; others are not recorded. */
  static final int MAX_PATHS = 10_000;

  private final CollectionPlan plan;
  private final Decider decider;
  private final Windows windows;
  private final PreTriggerRing<Permitted.OfSignal> ring;
  private final Map<String, Optional<Asked>> asked = new HashMap<>();

  // The newest value of each signal that the condition speaks of.
  private final Map<String, Object> values = new HashMap<>();

  /** A signal that the plan asks for. */
  private record Asked(SignalChoice choice, Rate rate) {}

  Campaign(CollectionPlan plan, Decider decider) {
    this.plan = plan;
    this.decider = decider;
    this.windows = new Windows(plan.trigger());
    this.ring = new PreTriggerRing<>(before(plan), MAX_RING_BYTES);
  }

  private static Duration before(CollectionPlan plan) {
    return plan.trigger() == null ? Duration.ZERO : plan.trigger().before();
  }

  public CollectionPlan plan() {
    return plan;
  }

  /** Returns how long before its condition it records. */
  public Duration before() {
    return before(plan);
  }

  /** Returns from when on it records what was captured then, Unix milliseconds; empty if not. */
  public OptionalLong recordsFrom(Instant at) {
    Optional<Windows.Window> window = windows.at(at.toEpochMilli());
    return window.isEmpty() ? OptionalLong.empty() : OptionalLong.of(window.get().fromMillis());
  }

  /**
   * Takes a sample.
   *
   * @param stays learns of samples that are not recorded, this one or earlier ones
   * @return what is to leave now, earlier samples before this one; empty if the plan does not ask
   *     for the signal
   */
  Optional<List<Permitted.OfSignal>> take(
      Signal signal, String category, Instant at, Consumer<StayedInCar> stays) {
    Optional<Asked> wanted = asked(signal.path(), category);
    return wanted.map(
        one ->
            decider
                .collect(category, plan.purpose(), at)
                .pass(at, stays)
                .map(pass -> take(signal, category, pass, one, stays))
                .orElse(List.of()));
  }

  private Optional<Asked> asked(String path, String category) {
    Optional<Asked> known = asked.get(path);
    if (known != null || asked.size() == MAX_PATHS) {
      return known == null ? Optional.empty() : known;
    }
    Optional<Asked> found =
        plan.signals().stream()
            .filter(choice -> choice.chooses(path, category))
            .findFirst()
            .map(choice -> new Asked(choice, new Rate(choice.maxHertz())));
    asked.put(path, found);
    return found;
  }

  private List<Permitted.OfSignal> take(
      Signal signal, String category, Collected pass, Asked one, Consumer<StayedInCar> stays) {
    long at = pass.at().toEpochMilli();
    observe(signal, one.choice(), at);
    var sample = new Permitted.OfSignal(pass, category, plan.priority().signals(), signal);
    Optional<Windows.Window> window = windows.at(at);
    List<Permitted.OfSignal> leaving = new ArrayList<>();
    if (window.isPresent()) {
      skip(ring.dropBefore(window.get().fromMillis()), stays);
      leaving.addAll(ring.takeAll());
    }
    if (!one.rate().admits(at)) {
      stays.accept(skipped(sample, "the plan asks for fewer"));
    } else if (window.isPresent()) {
      leaving.add(sample);
    } else {
      skip(ring.add(sample), stays);
    }
    return leaving;
  }

  /** Notes the value, and whether the condition holds with it. */
  private void observe(Signal signal, SignalChoice choice, long atMillis) {
    Trigger trigger = plan.trigger();
    if (trigger == null
        || !(choice instanceof SignalChoice.OfPath one)
        || !trigger.when().names().contains(one.path())) {
      return;
    }
    one.type()
        .parse(signal.value())
        .ifPresentOrElse(value -> values.put(one.path(), value), () -> values.remove(one.path()));
    // Where it cannot be told, as not all signals came yet, nothing is recorded.
    if (trigger.when().test(this::value) == Truth.TRUE) {
      windows.held(atMillis);
    }
  }

  private Optional<Object> value(String path) {
    @Nullable Object value = values.get(path);
    return Optional.ofNullable(value);
  }

  /** Gives up what waited for the condition. */
  void end(Consumer<StayedInCar> stays) {
    skip(ring.takeAll(), stays);
  }

  private static void skip(List<Permitted.OfSignal> samples, Consumer<StayedInCar> stays) {
    samples.forEach(each -> stays.accept(skipped(each, "the condition of the plan did not hold")));
  }

  private static StayedInCar skipped(Permitted.OfSignal sample, String reason) {
    long at = sample.pass().at().toEpochMilli();
    return new StayedInCar(Fate.SKIPPED, sample.category(), reason, List.of(), 1, at, at);
  }
}
