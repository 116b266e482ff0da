package dev.breakwater.console.fleet;

import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Rule;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says rules in words: those of the policy in force, else those of the built-in packs. */
final class RuleWords {
  private final PoliciesInForce policies;
  private final InstantSource clock;
  private final Map<String, Fleet.Rule> builtIn = new HashMap<>();

  RuleWords(PoliciesInForce policies, InstantSource clock) {
    this.policies = policies;
    this.clock = clock;
    for (String id : PolicyPack.builtInIds()) {
      rules(PolicyPack.builtIn(id)).forEach(rule -> builtIn.putIfAbsent(rule.id(), words(rule)));
    }
  }

  /** Returns the words; of a rule that no pack has, its id alone. */
  Fleet.Rule of(String id) {
    return rules(policies.at(clock.instant()).pack())
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .map(RuleWords::words)
        .orElseGet(() -> builtIn.getOrDefault(id, new Fleet.Rule(id, "", "", "", "")));
  }

  List<Fleet.Rule> of(List<String> ids) {
    return ids.stream().map(this::of).toList();
  }

  /** Says why source items stayed in a car. */
  Fleet.Reason of(Counts.Count<VehicleTally.Stayed> each) {
    VehicleTally.Stayed key = each.key();
    return new Fleet.Reason(
        key.fate(), key.category(), key.reason(), of(key.rules()), each.number());
  }

  private static Stream<Rule> rules(PolicyPack pack) {
    return Stream.concat(pack.rules().stream(), Stream.of(pack.otherwise()));
  }

  private static Fleet.Rule words(Rule rule) {
    var reason = rule.reason();
    return new Fleet.Rule(rule.id(), rule.clause(), reason.zh(), reason.en(), reason.ja());
  }
}
