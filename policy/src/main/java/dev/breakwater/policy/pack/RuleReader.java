package dev.breakwater.policy.pack;

import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.rule.Condition;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.InvalidConditionException;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.rule.Reason;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Status;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the rules of a pack. */
final class RuleReader {
  private static final Set<String> OTHERWISE =
      Set.of("id", "clause", "from", "to", "reason", "status");
  private static final Set<String> RULE =
      Set.of(
          "id",
          "clause",
          "from",
          "to",
          "stages",
          "categories",
          "consent",
          "when",
          "effect",
          "obligations",
          "reason",
          "status");
  private static final int MAX_ELEMENTS = 1000;

  private final Source source;
  private final ZoneId zone;

  /**
   * @param zone in which the dates of the pack begin
   */
  RuleReader(Source source, ZoneId zone) {
    this.source = source;
    this.zone = zone;
  }

  Optional<Rule> otherwise(Node node) {
    return Fields.of(source, node, OTHERWISE)
        .flatMap(this::head)
        .map(head -> Rule.otherwise(head.id, head.clause, head.inForce, head.reason, head.status));
  }

  Optional<Rule> rule(Node node, Set<String> categories) {
    return Fields.of(source, node, RULE).flatMap(fields -> rule(node, fields, categories));
  }

  private Optional<Rule> rule(Node node, Fields fields, Set<String> known) {
    var head = head(fields);
    Set<Stage> stages =
        fields.some("stages", MAX_ELEMENTS, text -> Fields.named(Stage.class, text));
    Set<Consent> consents =
        fields.given("consent").isEmpty()
            ? EnumSet.allOf(Consent.class)
            : fields.some("consent", MAX_ELEMENTS, text -> Fields.named(Consent.class, text));
    var effect = fields.one("effect", text -> Fields.named(Effect.class, text));
    Set<Obligation> obligations =
        fields.any("obligations", MAX_ELEMENTS, text -> Fields.named(Obligation.class, text));
    Set<CategoryPattern> patterns =
        fields.some("categories", MAX_ELEMENTS, text -> pattern(text, known));
    Optional<Condition> when = fields.given("when").flatMap(this::condition);
    if (head.isEmpty() || effect.isEmpty()) {
      return Optional.empty();
    }
    if ((effect.get() == Effect.TRANSFORM) == obligations.isEmpty()) {
      source.problem(node, "obligations belong to the effect 'transform', and only to it");
      return Optional.empty();
    }
    Head h = head.get();
    return Optional.of(
        new Rule(
            h.id,
            h.clause,
            h.inForce,
            stages,
            List.copyOf(patterns),
            consents,
            when.orElse(null),
            effect.get(),
            obligations,
            h.reason,
            h.status));
  }

  private record Head(String id, String clause, Period inForce, Reason reason, Status status) {}

  private Optional<Head> head(Fields fields) {
    var id = fields.one("id", Fields::id);
    var clause = fields.one("clause", Fields::text);
    var inForce = period(fields);
    var reason = fields.node("reason").flatMap(node -> ReasonReader.read(source, node));
    var status = fields.one("status", text -> Fields.named(Status.class, text));
    if (id.isEmpty()
        || clause.isEmpty()
        || inForce.isEmpty()
        || reason.isEmpty()
        || status.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Head(id.get(), clause.get(), inForce.get(), reason.get(), status.get()));
  }

  private Optional<Period> period(Fields fields) {
    var from = fields.one("from", this::midnight);
    var until =
        fields.given("to").isEmpty() ? Optional.of(Instant.MAX) : fields.one("to", this::midnight);
    if (from.isEmpty() || until.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(until.get())) {
      fields.problem("to", "'to' must be a later day than 'from'");
      return Optional.empty();
    }
    return Optional.of(new Period(from.get(), until.get()));
  }

  private Instant midnight(String date) {
    return Fields.day(date).atStartOfDay(zone).toInstant();
  }

  private Optional<Condition> condition(Node node) {
    if (!(node instanceof Node.Scalar scalar)) {
      source.problem(node, "a condition is expected here");
      return Optional.empty();
    }
    try {
      return Optional.of(Condition.compile(scalar.text()));
    } catch (InvalidConditionException e) {
      e.mistakes().forEach(each -> source.problemWithin(scalar, each.column(), each.text()));
      return Optional.empty();
    }
  }

  private static CategoryPattern pattern(String text, Set<String> known) {
    var pattern = new CategoryPattern(text);
    if (known.stream().noneMatch(pattern::matches)) {
      throw new IllegalArgumentException("'" + text + "' matches no category of the catalog");
    }
    return pattern;
  }
}
