package dev.breakwater.policy.conformance;

import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule with one mistake in it.
 *
 * @param mistaken null if the rule was removed
 * @param widens whether it applies wherever the original does, and perhaps elsewhere
 */
record Mutant(Rule original, String mistake, @Nullable Rule mistaken, boolean widens) {
  /** Returns the pack with this mistake in it. */
  PolicyPack in(PolicyPack pack) {
    List<Rule> rules =
        pack.rules().stream()
            .flatMap(rule -> rule.equals(original) ? Stream.ofNullable(mistaken) : Stream.of(rule))
            .toList();
    return new PolicyPack(pack.id(), pack.digest(), pack.catalog(), rules, pack.otherwise());
  }

  @Override
  public String toString() {
    return original.id() + ": " + mistake;
  }
}
