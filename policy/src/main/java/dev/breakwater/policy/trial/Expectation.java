package dev.breakwater.policy.trial;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.source.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The decision that a case expects.
 *
 * @param rules that decide, all of them in the order of the pack; empty if any may
 * @param clauses that are among those of the decision
 * @param obligations of a {@link Effect#TRANSFORM}, all of them, else empty
 */
public record Expectation(
    Effect effect, List<String> rules, List<String> clauses, Set<Obligation> obligations) {
  /**
   * @throws IllegalArgumentException if effect and obligations do not go together
   */
  public Expectation {
    rules = List.copyOf(rules);
    clauses = List.copyOf(clauses);
    obligations = Set.copyOf(obligations);
    if ((effect == Effect.TRANSFORM) == obligations.isEmpty()) {
      throw new IllegalArgumentException("obligations belong to 'transform', and only to it");
    }
  }

  /** Returns in words what is otherwise in {@code found}, empty if nothing is. */
  List<String> differences(Decision found) {
    List<String> all = new ArrayList<>();
    if (found.effect() != effect) {
      all.add("expected " + Fields.nameOf(effect) + ", found " + Fields.nameOf(found.effect()));
    } else if (!found.obligations().equals(obligations)) {
      all.add(
          "expected the obligations "
              + words(obligations)
              + ", found "
              + words(found.obligations()));
    }
    if (!rules.isEmpty() && !rules.equals(found.rules())) {
      all.add("expected the rules " + rules + ", found " + found.rules());
    }
    clauses.stream()
        .filter(clause -> !found.clauses().contains(clause))
        .forEach(clause -> all.add("expected the clause " + clause));
    return all;
  }

  private static List<String> words(Collection<Obligation> obligations) {
    return obligations.stream().map(Fields::nameOf).sorted().toList();
  }
}
