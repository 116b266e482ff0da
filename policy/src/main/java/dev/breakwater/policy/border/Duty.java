package dev.breakwater.policy.border;

import java.util.EnumSet;
import java.util.Set;

/** What is due to the person whose information is exported, on every route, exempt ones too. */
public enum Duty {
  /** Tells who receives what, why and how, and how to exercise rights there; never waived. */
  NOTICE("PIPL Art. 39"),
  /** Asks for consent to the export in an interaction of its own. */
  SEPARATE_CONSENT("PIPL Art. 39"),
  /** Assesses the impact beforehand, and keeps the report for three years. */
  IMPACT_ASSESSMENT("PIPL Art. 55, 56");

  private final String clause;

  Duty(String clause) {
    this.clause = clause;
  }

  public String clause() {
    return clause;
  }

  /** Returns what is due in an export about {@code person}. */
  static Set<Duty> to(Person person) {
    if (!person.isSomebody()) {
      return Set.of();
    }
    return person.onConsent() ? EnumSet.allOf(Duty.class) : EnumSet.of(NOTICE, IMPACT_ASSESSMENT);
  }
}
