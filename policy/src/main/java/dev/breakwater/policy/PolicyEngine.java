package dev.breakwater.policy;

import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A compiled pack. Deciding is pure, deterministic and total: it does no I/O, reads no clock, and
 * every request has an answer. Denials override permissions, and silence denies. Safe for use by
 * several threads.
 */
public final class PolicyEngine {
  private final PolicyPack pack;
  private final Map<Question, List<Rule>> rules = new HashMap<>();

  private PolicyEngine(PolicyPack pack) {
    this.pack = pack;
    for (Stage stage : Stage.values()) {
      for (String category : pack.catalog().categories()) {
        rules.put(new Question(stage, category), speakingOf(stage, category));
      }
    }
  }

  private record Question(Stage stage, String category) {}

  private List<Rule> speakingOf(Stage stage, String category) {
    return pack.rules().stream().filter(rule -> rule.speaksOf(stage, category)).toList();
  }

  public static PolicyEngine compile(PolicyPack pack) {
    return new PolicyEngine(pack);
  }

  public PolicyPack pack() {
    return pack;
  }

  /** Answers {@code request}; a category that the catalog does not know is denied. */
  public Decision decide(Request request) {
    // Fail closed: data that carries no known label is refused (law.md C10, DSL Art. 21).
    var question = new Question(request.stage(), request.category());
    Facts facts = facts(request);
    List<Rule> applying =
        rules.getOrDefault(question, List.of()).stream()
            .filter(rule -> rule.applies(request, facts))
            .toList();
    List<Rule> denying = with(Effect.DENY, applying);
    if (!denying.isEmpty()) {
      return new Decision.Deny(denying, pack.digest());
    }
    if (applying.isEmpty()) {
      return new Decision.Deny(List.of(pack.otherwise()), pack.digest());
    }
    Set<Obligation> obligations = obligations(applying);
    return obligations.isEmpty()
        ? new Decision.Permit(applying, pack.digest())
        : new Decision.Transform(applying, obligations, pack.digest());
  }

  /** What the catalog declares is not the item's to say. */
  private Facts facts(Request request) {
    Facts declared =
        pack.catalog().kind(request.category()).map(Facts.class::cast).orElse(Facts.NONE);
    return variable -> (variable.isOfCatalog() ? declared : request).value(variable);
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
