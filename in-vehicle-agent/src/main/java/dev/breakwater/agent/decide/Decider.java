package dev.breakwater.agent.decide;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.compare.Shadow;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Reason;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy in the car: COLLECT by the law at the capture, OFFBOARD by the law now, when an
 * item is sealed and again when it is sent. Safe for use by several threads.
 */
public final class Decider {
  /** The purpose of what accounts for the data itself. */
  public static final String ACCOUNTING = "accounting";

  /** The uplink leads to one receiver, by its certificate, and the receiver stands onshore. */
  private static final Facts BY_UPLINK = new KnownFacts(Map.of(Variable.JURISDICTION, "CN"));

  private final PoliciesInForce policies;
  private final Consents consents;
  private final InstantSource clock;
  private final @Nullable Shadow shadow;

  public Decider(PoliciesInForce policies, Consents consents, InstantSource clock) {
    this(policies, consents, clock, null);
  }

  /**
   * @param shadow is asked the same, and decides nothing; null if there is none
   */
  public Decider(
      PoliciesInForce policies, Consents consents, InstantSource clock, @Nullable Shadow shadow) {
    this.policies = policies;
    this.consents = consents;
    this.clock = clock;
    this.shadow = shadow;
  }

  /** Returns what decides now. */
  public Activation inForce() {
    Instant now = clock.instant();
    Optional<AcceptedBundle> bundle = policies.bundleAt(now);
    if (bundle.isEmpty()) {
      PolicyPack builtIn = policies.at(now).pack();
      return new Activation(builtIn.id(), 0, builtIn.digest(), 0);
    }
    var manifest = bundle.get().manifest();
    return new Activation(
        manifest.id(),
        manifest.sequence(),
        bundle.get().digest(),
        manifest.inForce().from().toEpochMilli());
  }

  /** Returns the category of a vehicle signal, as the catalog at its capture has it. */
  public String categoryOf(String path, Instant capturedAt) {
    return policies.at(capturedAt).pack().catalog().categoryOf(path);
  }

  /** Asks whether data captured at an instant may be collected. */
  public Ruling<Collected> collect(String category, String purpose, Instant capturedAt) {
    Decision decision = decide(Stage.COLLECT, category, purpose, capturedAt);
    return decision.match(
        permit -> new Ruling.Allowed<>(new Collected(purpose, capturedAt, permit.rules())),
        transform -> stays(Fate.REFUSED, category, transform),
        deny -> stays(Fate.REFUSED, category, deny));
  }

  /**
   * Asks whether collected data may leave the car.
   *
   * @param category as it would leave: a frame leaves as a part of a clip
   */
  public Ruling<Cleared> offboard(Collected collected, String category) {
    Decision decision = decide(Stage.OFFBOARD, category, collected.purpose(), clock.instant());
    return decision.match(
        permit -> new Ruling.Allowed<>(cleared(collected, category, permit)),
        transform -> stays(Fate.KEPT, category, transform),
        deny -> stays(Fate.KEPT, category, deny));
  }

  /** Asks whether an item that was sealed before, perhaps under another law, may leave now. */
  public boolean mayLeave(Item item) {
    Instant now = clock.instant();
    var request = request(Stage.OFFBOARD, item.category(), item.purpose(), now);
    return policies.at(now).decide(request).permitted();
  }

  /**
   * Clears what accounts for the data itself.
   *
   * @throws IllegalStateException if the pack forbids it: then no loss could be told
   */
  public Cleared accounting(String category) {
    Instant now = clock.instant();
    return collect(category, ACCOUNTING, now)
        .pass(now, Decider::forbidden)
        .flatMap(collected -> offboard(collected, category).pass(now, Decider::forbidden))
        .orElseThrow();
  }

  private static void forbidden(StayedInCar statement) {
    throw new IllegalStateException(
        "the pack forbids " + statement.category() + ": " + statement.rules());
  }

  private Decision decide(Stage stage, String category, String purpose, Instant at) {
    var request = request(stage, category, purpose, at);
    Decision decision = policies.at(at).decide(request);
    if (shadow != null) {
      shadow.observe(request, decision);
    }
    return decision;
  }

  private Request request(Stage stage, String category, String purpose, Instant at) {
    Facts known = stage == Stage.OFFBOARD ? BY_UPLINK : Facts.NONE;
    return new Request(stage, category, purpose, consents.of(category), at, known);
  }

  private static Cleared cleared(Collected collected, String category, Decision permit) {
    List<String> rules =
        Stream.concat(collected.rules().stream(), permit.rules().stream()).distinct().toList();
    return new Cleared(collected, category, rules, permit.pack());
  }

  // Fail closed: nothing in the car fulfils an obligation yet, so a transform is a denial.
  private static <P> Ruling<P> stays(Fate fate, String category, Decision decision) {
    String reason =
        decision.reasons().stream().map(Reason::en).distinct().collect(Collectors.joining(" "));
    return new Ruling.Stays<>(fate, category, reason, decision.rules());
  }
}
