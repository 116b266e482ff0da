package dev.breakwater.console.law;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.trial.Case;
import dev.breakwater.policy.trial.Coverage;
import dev.breakwater.policy.trial.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far the built-in cases try the rules in force.
 *
 * @param cases number of cases that were tried
 * @param failing those that the policy in force answers otherwise, in words
 * @param bothWays number of rules that a case shows to decide, and another not to
 */
record RuleCoverage(int cases, List<String> failing, int bothWays, List<Tried> rules) {
  /**
   * One rule.
   *
   * @param decided number of cases that it decided
   * @param abstained number of cases of its stages and categories that it did not
   */
  record Tried(String id, String clause, int decided, int abstained) {}

  static RuleCoverage of(PolicyEngine engine) {
    List<Verdict> verdicts =
        cases(engine.pack()).stream().map(each -> Verdict.of(each, engine)).toList();
    List<Coverage> rules = Coverage.of(engine.pack(), verdicts);
    return new RuleCoverage(
        verdicts.size(),
        verdicts.stream().filter(each -> !each.holds()).map(Verdict::toString).toList(),
        (int) rules.stream().filter(Coverage::isBothWays).count(),
        rules.stream()
            .map(
                each ->
                    new Tried(
                        each.rule().id(), each.rule().clause(), each.decided(), each.abstained()))
            .toList());
  }

  /** The cases of every built-in pack of which the policy has a rule. */
  private static List<Case> cases(PolicyPack pack) {
    Set<String> ids = pack.rules().stream().map(Rule::id).collect(Collectors.toSet());
    List<Case> cases = new ArrayList<>();
    for (String id : PolicyPack.builtInIds()) {
      var shared = new HashSet<>(ids);
      shared.retainAll(PolicyPack.builtIn(id).rules().stream().map(Rule::id).toList());
      if (!shared.isEmpty()) {
        cases.addAll(cases(id, pack));
      }
    }
    return cases;
  }

  /** Cases that speak of kinds of data that the catalog in force does not have try nothing. */
  private static List<Case> cases(String id, PolicyPack pack) {
    try {
      return Case.load(PolicyPack.builtInCases(id), id, pack.catalog());
    } catch (InvalidSourceException e) {
      return List.of();
    }
  }
}
