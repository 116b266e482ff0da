package dev.breakwater.ingest.border;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.border.Basis;
import dev.breakwater.policy.border.Shortfall;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.source.Fields;
import java.util.List;
import java.util.stream.Collectors;

/** Why a row stays, with the clauses: rows that stay for one reason are told together. */
final class StayingWords {
  private StayingWords() {}

  static String of(Basis basis) {
    return String.join(", ", basis.clauses()) + ": " + basis.reason().en();
  }

  static String of(Basis basis, List<Shortfall> shortfalls) {
    // The numbers are left out: rows that stay for one reason are told together.
    List<String> aspects = shortfalls.stream().map(each -> Fields.nameOf(each.aspect())).toList();
    return "Auto Provisions Art. 12, NDSMR Art. 38: the approval does not cover it %s; demanded by %s"
        .formatted(aspects, of(basis));
  }

  static String of(Decision decision) {
    return decision.match(
        permit -> "",
        transform ->
            of(transform.because())
                + " The border cannot fulfil "
                + transform.obligations().stream().map(Fields::nameOf).sorted().toList(),
        deny -> of(deny.because()));
  }

  private static String of(List<Rule> because) {
    return because.stream()
        .map(rule -> rule.clause() + ": " + rule.reason().en())
        .collect(Collectors.joining(" "));
  }
}
