package dev.breakwater.console.law;

import dev.breakwater.console.law.Instruments.Instrument;
import dev.breakwater.policy.rule.Reason;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.source.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a page shows it.
 *
 * @param instrument what its clause is of; null if its full title is not known
 * @param verified whether the clause was read in a copy of its source
 * @param until empty if no end is known
 */
record RuleView(
    String id,
    String clause,
    @Nullable Instrument instrument,
    Reason reason,
    boolean verified,
    String effect,
    List<String> obligations,
    String from,
    String until) {
  static RuleView of(Rule rule, Instruments instruments) {
    return new RuleView(
        rule.id(),
        rule.clause(),
        instruments.of(rule.clause()).orElse(null),
        rule.reason(),
        switch (rule.status()) {
          case VERIFIED -> true;
          case UNVERIFIED -> false;
        },
        Fields.nameOf(rule.effect()),
        rule.obligations().stream().map(Fields::nameOf).sorted().toList(),
        instant(rule.inForce().from()),
        instant(rule.inForce().until()));
  }

  /** Returns an instant as text; the ends of time are empty. */
  static String instant(Instant at) {
    return at.equals(Instant.MAX) || at.equals(Instant.MIN) ? "" : at.toString();
  }
}
