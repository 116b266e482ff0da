package dev.breakwater.agent.decide;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.compare.Shadow;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.Reason;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import dev.breakwater.wire.SubjectRef;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
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

  private final PoliciesInForce policies;
  private final Consents consents;
  private final InstantSource clock;
  private final @Nullable Shadow shadow;
  private final Knowledge knowledge;

  public Decider(PoliciesInForce policies, Consents consents, InstantSource clock) {
    this(policies, consents, clock, null);
  }

  /** A car that knows nothing of its surroundings. */
  public Decider(
      PoliciesInForce policies, Consents consents, InstantSource clock, @Nullable Shadow shadow) {
    this(policies, consents, clock, shadow, Knowledge.NONE);
  }

  /**
   * @param shadow is asked the same, and decides nothing; null if there is none
   */
  public Decider(
      PoliciesInForce policies,
      Consents consents,
      InstantSource clock,
      @Nullable Shadow shadow,
      Knowledge knowledge) {
    this.policies = policies;
    this.consents = consents;
    this.clock = clock;
    this.shadow = shadow;
    this.knowledge = knowledge;
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

  /** Returns what is decided about each purpose; equal lists mean that nothing has changed. */
  public List<Consent> consents() {
    return Arrays.stream(Purpose.values())
        .map(purpose -> consents.of(purpose.categories().get(0)))
        .toList();
  }

  /** Returns the category of a vehicle signal, as the catalog at its capture has it. */
  public String categoryOf(String path, Instant capturedAt) {
    return policies.at(capturedAt).pack().catalog().categoryOf(path);
  }

  /** Asks whether data captured at an instant may be collected. */
  public Ruling<Collected> collect(String category, String purpose, Instant capturedAt) {
    Facts known = knowledge.collecting(category, purpose, capturedAt);
    Decision decision = decide(Stage.COLLECT, category, purpose, capturedAt, known);
    return Fulfilment.isDone(decision, category)
        ? new Ruling.Allowed<>(new Collected(purpose, capturedAt, decision.rules()))
        : stays(Fate.REFUSED, category, decision);
  }

  /**
   * Asks whether collected data may leave the car by the uplink.
   *
   * @param category as it would leave: a frame leaves as a part of a clip
   */
  public Ruling<Cleared> offboard(Collected collected, String category) {
    return offboard(collected, category, Way.UPLINK);
  }

  /** Asks the same of another way out. */
  public Ruling<Cleared> offboard(Collected collected, String category, Way way) {
    Decision decision = leave(way, category, collected.purpose(), collected.at());
    return Fulfilment.isDone(decision, category)
        ? new Ruling.Allowed<>(cleared(collected, category, decision))
        : stays(Fate.KEPT, category, decision);
  }

  /** Asks whether a sample may leave by the uplink, as it is or in a form that the policy wants. */
  public Ruling<Released> release(Collected collected, String category, Signal signal) {
    Decision decision = leave(Way.UPLINK, category, collected.purpose(), collected.at());
    if (Fulfilment.isDone(decision, category)) {
      return new Ruling.Allowed<>(new Released(cleared(collected, category, decision), signal));
    }
    Optional<Signal> coarse =
        Fulfilment.isCoarsening(decision) ? CoarsePosition.of(signal) : Optional.empty();
    return coarse
        .map(form -> releaseCoarse(collected, decision, form))
        .orElseGet(() -> stays(Fate.KEPT, category, decision));
  }

  /** The coarse form is data of another category, so it is asked about again. */
  private Ruling<Released> releaseCoarse(Collected collected, Decision asked, Signal form) {
    String category = CoarsePosition.CATEGORY;
    Decision decision = leave(Way.UPLINK, category, collected.purpose(), collected.at());
    if (!Fulfilment.isDone(decision, category)) {
      return stays(Fate.KEPT, category, decision);
    }
    var why = new Collected(collected.purpose(), collected.at(), join(collected.rules(), asked));
    return new Ruling.Allowed<>(new Released(cleared(why, category, decision), form));
  }

  /**
   * Asks whether data goes to the qualified surveying unit: the policy has to ask for that and for
   * nothing else, when it is collected and when it leaves.
   */
  public Ruling<Routed> route(String category, String purpose, Instant capturedAt, Way unit) {
    Facts known = knowledge.leaving(unit, category, purpose, capturedAt);
    Decision collecting = decide(Stage.COLLECT, category, purpose, capturedAt, known);
    if (!Fulfilment.isRouting(collecting)) {
      return stays(Fate.REFUSED, category, collecting);
    }
    Decision leaving = leave(unit, category, purpose, capturedAt);
    return Fulfilment.isRouting(leaving)
        ? new Ruling.Allowed<>(new Routed(category, capturedAt, join(collecting.rules(), leaving)))
        : stays(Fate.KEPT, category, leaving);
  }

  /** Asks whether an item that was sealed before, perhaps under another law, may leave now. */
  public boolean mayLeave(Item item) {
    Instant capturedAt = Instant.ofEpochMilli(item.capturedAtMillis());
    Facts known = knowledge.leaving(Way.UPLINK, item.category(), item.purpose(), capturedAt);
    Instant now = clock.instant();
    var request = request(Stage.OFFBOARD, item.category(), item.purpose(), now, known);
    return !consents.decided(item.category()).isOvertaken(item.consentEpoch())
        && Fulfilment.isDone(policies.at(now).decide(request), item.category());
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

  /**
   * Clears an account of a kind that is younger than the first laws; empty if the law in force does
   * not let it leave.
   */
  public Optional<Cleared> accountingIfKnown(String category) {
    Instant now = clock.instant();
    return collect(category, ACCOUNTING, now)
        .pass(now, stays -> {})
        .flatMap(collected -> offboard(collected, category).pass(now, stays -> {}));
  }

  private static void forbidden(StayedInCar statement) {
    throw new IllegalStateException(
        "the pack forbids " + statement.category() + ": " + statement.rules());
  }

  /** The law now, and what is known of the data since its capture. */
  private Decision leave(Way way, String category, String purpose, Instant capturedAt) {
    Facts known = knowledge.leaving(way, category, purpose, capturedAt);
    return decide(Stage.OFFBOARD, category, purpose, clock.instant(), known);
  }

  private Decision decide(Stage stage, String category, String purpose, Instant at, Facts known) {
    var request = request(stage, category, purpose, at, known);
    Decision decision = policies.at(at).decide(request);
    if (shadow != null) {
      shadow.observe(request, decision);
    }
    return decision;
  }

  private Request request(Stage stage, String category, String purpose, Instant at, Facts known) {
    return new Request(stage, category, purpose, consents.of(category), at, known);
  }

  private Cleared cleared(Collected collected, String category, Decision permit) {
    List<String> rules = join(collected.rules(), permit);
    return new Cleared(collected, category, rules, permit.pack(), person(category));
  }

  private Cleared.Person person(String category) {
    SubjectRef subject =
        policies
            .at(clock.instant())
            .pack()
            .catalog()
            .kind(category)
            .flatMap(kind -> knowledge.subjects().of(kind.subject()))
            .orElse(null);
    return new Cleared.Person(subject, consents.decided(category).permittingEpoch());
  }

  private static List<String> join(List<String> rules, Decision more) {
    return Stream.concat(rules.stream(), more.rules().stream()).distinct().toList();
  }

  // Fail closed: an obligation that was not fulfilled is a denial.
  private static <P> Ruling<P> stays(Fate fate, String category, Decision decision) {
    String reason =
        decision.reasons().stream().map(Reason::en).distinct().collect(Collectors.joining(" "))
            + Fulfilment.missing(decision);
    return new Ruling.Stays<>(fate, category, reason, decision.rules());
  }
}
