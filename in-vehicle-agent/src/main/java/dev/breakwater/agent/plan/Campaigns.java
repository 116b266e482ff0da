package dev.breakwater.agent.plan;

import dev.breakwater.agent.decide.Decider;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.BundleFile;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.StayedInCar.Fate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plans that the car follows now: those of the bundle in force that the policy permits, from
 * their start to their end by the car's clock. Without any plan in its bundle a car records every
 * signal. Used by one thread.
 */
public final class Campaigns {
  /** The most plans that are followed at once. */
  static final int MAX_FOLLOWED = 64;

  /** How often it is looked whether consents have changed. */
  private static final Duration ASKING = Duration.ofSeconds(1);

  private final PoliciesInForce policies;
  private final Decider decider;
  private final InstantSource clock;
  private final Admission admission;

  // Whose plans these are; null before the first bundle.
  private @Nullable AcceptedBundle bundle;
  private final List<CollectionPlan> waiting = new ArrayList<>();
  private final List<Campaign> followed = new ArrayList<>();

  // What the policy refused, and what was decided in the car when it was asked.
  private final List<CollectionPlan> refused = new ArrayList<>();
  private List<Consent> consents = List.of();
  private Instant nextAsking = Instant.MIN;

  // When a plan begins or ends next: until then there is nothing to look for.
  private Instant nextChange = Instant.MIN;

  /**
   * @param clock by which plans begin and end
   * @param rulings learns of every plan whether it is followed
   */
  public Campaigns(
      PoliciesInForce policies,
      Decider decider,
      InstantSource clock,
      Consumer<PlanRuling> rulings) {
    this.policies = policies;
    this.decider = decider;
    this.clock = clock;
    this.admission = new Admission(decider, rulings);
  }

  /** Asks whether plans say what is recorded now. */
  public boolean areGiven() {
    return policies.bundleAt(clock.instant()).filter(each -> !each.plans().isEmpty()).isPresent();
  }

  /**
   * Takes a sample to all plans.
   *
   * @param stays learns of samples that are not recorded, this one or earlier ones; each plan that
   *     asks for a sample accounts for it
   * @return what is to leave now
   */
  public List<Permitted.OfSignal> take(Signal signal, Instant at, Consumer<StayedInCar> stays) {
    look(stays);
    String category = decider.categoryOf(signal.path(), at);
    List<Permitted.OfSignal> leaving = new ArrayList<>();
    boolean asked = false;
    for (Campaign campaign : followed) {
      Optional<List<Permitted.OfSignal>> taken = campaign.take(signal, category, at, stays);
      asked |= taken.isPresent();
      taken.ifPresent(leaving::addAll);
    }
    if (!asked) {
      stays.accept(notAsked(category, at));
    }
    return leaving;
  }

  /** Returns what is said of data that no plan asks for. */
  public static StayedInCar notAsked(String category, Instant at) {
    long millis = at.toEpochMilli();
    return new StayedInCar(
        Fate.SKIPPED, category, "no plan asks for it", List.of(), 1, millis, millis);
  }

  /**
   * Returns the plan that has a camera now, empty if none has. A plan begins with the first sample
   * that is taken after its start: without signals no condition could hold.
   */
  public Optional<Campaign> having(String sensor) {
    Instant now = clock.instant();
    return followed.stream()
        .filter(each -> has(each.plan(), sensor) && each.plan().inForce().contains(now))
        .findFirst();
  }

  private static boolean has(CollectionPlan plan, String sensor) {
    return plan.cameras().stream().anyMatch(camera -> camera.sensor().equals(sensor));
  }

  /** Gives up what waits for a condition, at the end of a drive. */
  public void end(Consumer<StayedInCar> stays) {
    followed.forEach(campaign -> campaign.end(stays));
  }

  private void look(Consumer<StayedInCar> stays) {
    Instant now = clock.instant();
    AcceptedBundle inForce = policies.bundleAt(now).orElse(null);
    if (inForce != bundle || nextChange.equals(Instant.MIN)) {
      follow(inForce, now, stays);
    }
    askAgain(now);
    if (!now.isBefore(nextChange)) {
      change(now, stays);
    }
  }

  /** A refusal may have been for want of a consent: it is asked again when one changes. */
  private void askAgain(Instant now) {
    if (refused.isEmpty() || now.isBefore(nextAsking)) {
      return;
    }
    nextAsking = now.plus(ASKING);
    List<Consent> decided = decider.consents();
    if (!decided.equals(consents)) {
      waiting.addAll(refused);
      refused.clear();
      nextChange = now;
    }
  }

  /** Lets go of all plans, and takes those of another bundle. */
  private void follow(@Nullable AcceptedBundle next, Instant now, Consumer<StayedInCar> stays) {
    end(stays);
    followed.clear();
    waiting.clear();
    refused.clear();
    bundle = next;
    if (next == null || next.plans().isEmpty()) {
      followed.add(new Campaign(CollectionPlan.builtIn(), decider));
      nextChange = Instant.MAX;
    } else {
      next.plans().forEach(file -> read(next, file, now));
      nextChange = now;
    }
  }

  private void read(AcceptedBundle carrier, BundleFile file, Instant now) {
    try {
      var catalog = carrier.engine().pack().catalog();
      CollectionPlan plan = CollectionPlan.load(file.content(), file.path(), catalog);
      if (waiting.stream().anyMatch(other -> other.id().equals(plan.id()))) {
        admission.refuse(plan.id(), carrier, "another plan of the bundle has this id", now);
      } else {
        waiting.add(plan);
      }
    } catch (InvalidSourceException e) {
      admission.refuse(file.path(), carrier, e.problems().get(0).headline(), now);
    }
  }

  private void change(Instant now, Consumer<StayedInCar> stays) {
    for (Campaign campaign : List.copyOf(followed)) {
      if (!now.isBefore(campaign.plan().inForce().until())) {
        campaign.end(stays);
        followed.remove(campaign);
      }
    }
    for (CollectionPlan plan : List.copyOf(waiting)) {
      if (!now.isBefore(plan.inForce().from())) {
        waiting.remove(plan);
        begin(plan, now);
      }
    }
    nextChange = nextChange();
  }

  private void begin(CollectionPlan plan, Instant now) {
    AcceptedBundle carrier = bundle;
    if (carrier == null || !now.isBefore(plan.inForce().until())) {
      return;
    }
    // Looked at before the policy is asked: a decision in between is seen as a change.
    List<Consent> decided = decider.consents();
    if (followed.size() == MAX_FOLLOWED) {
      admission.refuse(plan.id(), carrier, MAX_FOLLOWED + " plans are followed", now);
    } else if (plan.cameras().stream().anyMatch(camera -> isTaken(camera.sensor()))) {
      admission.refuse(plan.id(), carrier, "another plan has the camera", now);
    } else if (admission.admits(plan, carrier, now)) {
      followed.add(new Campaign(plan, decider));
    } else {
      refused.add(plan);
      consents = decided;
    }
  }

  private boolean isTaken(String sensor) {
    return followed.stream().anyMatch(each -> has(each.plan(), sensor));
  }

  private Instant nextChange() {
    Stream<Instant> ends = followed.stream().map(each -> each.plan().inForce().until());
    Stream<Instant> begins = waiting.stream().map(plan -> plan.inForce().from());
    return Stream.concat(ends, begins).min(Instant::compareTo).orElse(Instant.MAX);
  }
}
