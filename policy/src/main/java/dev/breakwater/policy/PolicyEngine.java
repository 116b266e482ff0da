package dev.breakwater.policy;

import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled pack. Deciding is pure, deterministic and total: it does no I/O, reads no clock, and
 * every request has an answer. Denials override permissions, and silence denies. Safe for use by
 * several threads.
 */
public final class PolicyEngine {
  private final PolicyPack pack;
  private final Decision otherwise;
  private final Map<Stage, Map<String, Map<Consent, Timeline>>> timelines =
      new EnumMap<>(Stage.class);

  private PolicyEngine(PolicyPack pack) {
    this.pack = pack;
    this.otherwise = new Decision.Deny(List.of(pack.otherwise()), pack.digest());
    for (Stage stage : Stage.values()) {
      Map<String, Map<Consent, Timeline>> ofStage = new HashMap<>();
      for (String category : pack.catalog().categories()) {
        ofStage.put(category, timelines(stage, category));
      }
      timelines.put(stage, ofStage);
    }
  }

  private Map<Consent, Timeline> timelines(Stage stage, String category) {
    Facts declared = declared(category);
    // What the catalog alone decides is the same for every item, and told once, here.
    List<Rule> speaking =
        pack.rules().stream()
            .filter(rule -> rule.speaksOf(stage, category))
            .filter(rule -> !rule.isToldByCatalog() || rule.holds(declared))
            .toList();
    Map<Consent, Timeline> timelines = new EnumMap<>(Consent.class);
    for (Consent consent : Consent.values()) {
      List<Rule> rules =
          speaking.stream().filter(rule -> rule.consents().contains(consent)).toList();
      timelines.put(consent, new Timeline(rules, declared, this::decision));
    }
    return timelines;
  }

  public static PolicyEngine compile(PolicyPack pack) {
    return new PolicyEngine(pack);
  }

  public PolicyPack pack() {
    return pack;
  }

  /** Answers {@code request}; a category that the catalog does not know is denied. */
  public Decision decide(Request request) {
    Timeline timeline = timeline(request);
    // Fail closed: data that carries no known label is refused (law.md C10, DSL Art. 21).
    return timeline == null ? otherwise : timeline.decide(request);
  }

  /**
   * Asks whether the answer rests on stage, category, consent and instant alone, so that no
   * condition is asked of the item.
   */
  public boolean isReady(Request request) {
    Timeline timeline = timeline(request);
    return timeline == null || timeline.isReady(request.at());
  }

  /**
   * Returns the first instant at which the same question may have another answer, {@link
   * Instant#MAX} if none is known. Who keeps an answer keeps it no longer than that, nor than the
   * consent and the approval that are in the question.
   */
  public Instant validUntil(Request request) {
    Timeline timeline = timeline(request);
    return timeline == null ? Instant.MAX : timeline.nextChange(request.at());
  }

  private @Nullable Timeline timeline(Request request) {
    Map<String, Map<Consent, Timeline>> ofStage = timelines.get(request.stage());
    Map<Consent, Timeline> ofCategory = ofStage == null ? null : ofStage.get(request.category());
    return ofCategory == null ? null : ofCategory.get(request.consent());
  }

  private Facts declared(String category) {
    return pack.catalog().kind(category).map(Facts.class::cast).orElse(Facts.NONE);
  }

  private Decision decision(List<Rule> applying) {
    List<Rule> denying = with(Effect.DENY, applying);
    if (!denying.isEmpty()) {
      return new Decision.Deny(denying, pack.digest());
    }
    if (applying.isEmpty()) {
      return otherwise;
    }
    Set<Obligation> obligations = obligations(applying);
    return obligations.isEmpty()
        ? new Decision.Permit(applying, pack.digest())
        : new Decision.Transform(applying, obligations, pack.digest());
  }

  private static List<Rule> with(Effect effect, List<Rule> rules) {
    return rules.stream().filter(rule -> rule.effect() == effect).toList();
  }

  private static Set<Obligation> obligations(List<Rule> rules) {
    Set<Obligation> all = EnumSet.noneOf(Obligation.class);
    rules.forEach(rule -> all.addAll(rule.obligations()));
    return all;
  }
}
