package dev.breakwater.policy.border;

/** Why {@link OrderOfDecision} answers as it does; {@code grounds.yaml} has the clauses. */
enum Ground {
  STAYS_ONSHORE(Outcome.NOT_AN_EXPORT),
  STATE_SECRET(Outcome.BLOCKED),
  CORE_DATA(Outcome.BLOCKED),
  UNPROCESSED_GEODATA(Outcome.BLOCKED),
  UNREVIEWED_GEODATA(Outcome.BLOCKED),
  NO_IMPACT_ASSESSMENT(Outcome.BLOCKED),
  NOT_IN_FORCE(Outcome.BLOCKED),
  IMPORTANT_DATA(Outcome.ASSESSMENT),
  REVIEWED_GEODATA(Outcome.ASSESSMENT),
  BUSINESS(Outcome.EXEMPT),
  NOTHING_PROTECTED(Outcome.EXEMPT),
  TRANSIT(Outcome.EXEMPT),
  CONTRACT_WITH_PERSON(Outcome.EXEMPT),
  STAFF(Outcome.EXEMPT),
  EMERGENCY(Outcome.EXEMPT),
  OFF_NEGATIVE_LIST(Outcome.EXEMPT),
  CRITICAL_OPERATOR(Outcome.ASSESSMENT),
  MANY_SENSITIVE(Outcome.ASSESSMENT),
  MANY_GENERAL(Outcome.ASSESSMENT),
  SOME_SENSITIVE(Outcome.CONTRACT_OR_CERTIFICATION),
  SOME_GENERAL(Outcome.CONTRACT_OR_CERTIFICATION),
  FEW_GENERAL(Outcome.EXEMPT);

  /** The case of {@link Route} that a ground leads to. */
  enum Outcome {
    NOT_AN_EXPORT,
    BLOCKED,
    ASSESSMENT,
    CONTRACT_OR_CERTIFICATION,
    EXEMPT
  }

  private final Outcome outcome;

  Ground(Outcome outcome) {
    this.outcome = outcome;
  }

  Outcome outcome() {
    return outcome;
  }
}
