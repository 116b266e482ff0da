package dev.breakwater.agent.decide;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.compare.Shadow;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Reason;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy in the car: COLLECT by the law at the capture, OFFBOARD by the law now. Safe for
 * use by several threads.
 */
public final class Decider {
  /** The purpose of what accounts for the data itself. */
  public static final String ACCOUNTING = "accounting";

  /** The uplink leads to one receiver, by its certificate, and the receiver stands onshore. */
  private static final Facts BY_UPLINK = new KnownFacts(Map.of(Variable.JURISDICTION, "CN"));

  private final PolicyEngine policy;
  private final Consents consents;
  private final InstantSource clock;
  private final @Nullable Shadow shadow;

  public Decider(PolicyEngine policy, Consents consents, InstantSource clock) {
    this(policy, consents, clock, null);
  }

  /**
   * @param shadow is asked the same, and decides nothing; null if there is none
   */
  public Decider(
      PolicyEngine policy, Consents consents, InstantSource clock, @Nullable Shadow shadow) {
    this.policy = policy;
    this.consents = consents;
    this.clock = clock;
    this.shadow = shadow;
  }

  /** Returns the digest of the pack that decides. */
  public Digest pack() {
    return policy.pack().digest();
  }

  /** Asks whether data captured at an instant may be collected. */
  public Ruling<Collected> collect(String category, String purpose, Instant capturedAt) {
    Decision decision =
        decide(new Request(Stage.COLLECT, category, purpose, consents.of(category), capturedAt));
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
    Consent consent = consents.of(category);
    Decision decision =
        decide(
            new Request(
                Stage.OFFBOARD,
                category,
                collected.purpose(),
                consent,
                clock.instant(),
                BY_UPLINK));
    return decision.match(
        permit -> new Ruling.Allowed<>(cleared(collected, category, permit)),
        transform -> stays(Fate.KEPT, category, transform),
        deny -> stays(Fate.KEPT, category, deny));
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

  private Decision decide(Request request) {
    Decision decision = policy.decide(request);
    if (shadow != null) {
      shadow.observe(request, decision);
    }
    return decision;
  }

  private static Cleared cleared(Collected collected, String category, Decision permit) {
    List<String> rules =
        Stream.concat(collected.rules().stream(), permit.rules().stream()).distinct().toList();
    return new Cleared(category, collected.purpose(), collected.at(), rules);
  }

  // Fail closed: nothing in the car fulfils an obligation yet, so a transform is a denial.
  private static <P> Ruling<P> stays(Fate fate, String category, Decision decision) {
    String reason =
        decision.reasons().stream().map(Reason::en).distinct().collect(Collectors.joining(" "));
    return new Ruling.Stays<>(fate, category, reason, decision.rules());
  }
}
