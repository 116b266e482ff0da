package dev.breakwater.policy.trial;

import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far cases try one rule.
 *
 * @param decided number of cases that it decided
 * @param abstained number of cases at its stages and categories that it did not decide
 */
public record Coverage(Rule rule, int decided, int abstained) {
  /** Returns the coverage of every rule of the pack, in its order, {@code otherwise} last. */
  public static List<Coverage> of(PolicyPack pack, List<Verdict> verdicts) {
    return Stream.concat(pack.rules().stream(), Stream.of(pack.otherwise()))
        .map(rule -> of(rule, rule.equals(pack.otherwise()), verdicts))
        .toList();
  }

  private static Coverage of(Rule rule, boolean ofAll, List<Verdict> verdicts) {
    int decided = 0;
    int abstained = 0;
    for (Verdict verdict : verdicts) {
      Request request = verdict.tried().request();
      if (verdict.found().because().contains(rule)) {
        decided++;
      } else if (ofAll || rule.speaksOf(request.stage(), request.category())) {
        abstained++;
      }
    }
    return new Coverage(rule, decided, abstained);
  }

  /** Asks whether a case shows where it decides, and another where it does not. */
  public boolean isBothWays() {
    return decided > 0 && abstained > 0;
  }
}
