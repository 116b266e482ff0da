package dev.breakwater.agent.plan;

import dev.breakwater.agent.decide.Decider;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.PlanRuling.Verdict;
import dev.breakwater.wire.StayedInCar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the policy, when a plan begins, whether all that it asks for may be collected for its
 * purpose and may leave the car; one category that may not refuses the whole plan. That a plan is
 * followed permits nothing: each sample and frame is asked about again.
 */
final class Admission {
  private static final int MAX_REASON_LENGTH = 1000;
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final Decider decider;
  private final Consumer<PlanRuling> rulings;

  Admission(Decider decider, Consumer<PlanRuling> rulings) {
    this.decider = decider;
    this.rulings = rulings;
  }

  /** Asks, and tells what the answer is. */
  boolean admits(CollectionPlan plan, AcceptedBundle bundle, Instant now) {
    Optional<StayedInCar> forbidden = forbidden(plan, bundle.engine().pack().catalog(), now);
    forbidden.ifPresentOrElse(
        stays -> {
          String reason = stays.category() + ": " + stays.reason();
          tell(plan.id(), bundle, Verdict.REFUSED, reason, stays.rules(), now);
        },
        () -> tell(plan.id(), bundle, Verdict.FOLLOWED, "", List.of(), now));
    return forbidden.isEmpty();
  }

  /** Returns the first answer of the policy that something stays in the car. */
  private Optional<StayedInCar> forbidden(CollectionPlan plan, Catalog catalog, Instant now) {
    List<StayedInCar> stays = new ArrayList<>();
    for (String category : plan.collected(catalog)) {
      decider.collect(category, plan.purpose(), now).pass(now, stays::add);
    }
    if (stays.isEmpty()) {
      String any = plan.collected(catalog).iterator().next();
      var pass = decider.collect(any, plan.purpose(), now).pass(now, stays::add).orElseThrow();
      for (String category : plan.leaving(catalog)) {
        decider.offboard(pass, category).pass(now, stays::add);
      }
    }
    return stays.stream().findFirst();
  }

  /** Tells that a plan is not followed, for a reason that no rule gives. */
  void refuse(String plan, AcceptedBundle bundle, String reason, Instant now) {
    tell(plan, bundle, Verdict.REFUSED, reason, List.of(), now);
  }

  private void tell(
      String plan,
      AcceptedBundle bundle,
      Verdict verdict,
      String reason,
      List<String> rules,
      Instant now) {
    String text = reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
    LOG.info(
        "event=plan_{} plan={} bundle={} rules={} reason=\"{}\"",
        verdict.name().toLowerCase(Locale.ROOT),
        plan,
        bundle,
        rules,
        text.replaceAll("[\\s\"]+", " "));
    rulings.accept(new PlanRuling(plan, bundle.digest(), verdict, text, rules, now.toEpochMilli()));
  }
}
