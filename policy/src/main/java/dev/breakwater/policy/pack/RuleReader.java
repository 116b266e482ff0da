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
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Source;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

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
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final int MAX_TEXT = 1000;
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
    return source.mapping(node, OTHERWISE).flatMap(this::otherwise);
  }

  private Optional<Rule> otherwise(Mapping fields) {
    return head(fields)
        .map(head -> Rule.otherwise(head.id, head.clause, head.inForce, head.reason, head.status));
  }

  Optional<Rule> rule(Node node, Set<String> categories) {
    return source.mapping(node, RULE).flatMap(fields -> rule(fields, categories));
  }

  private Optional<Rule> rule(Mapping fields, Set<String> known) {
    var head = head(fields);
    Set<Stage> stages = names(fields, "stages", Stage.class, EnumSet.noneOf(Stage.class), true);
    Set<Consent> consents =
        names(fields, "consent", Consent.class, EnumSet.allOf(Consent.class), false);
    var effect = field(fields, "effect", text -> Source.named(Effect.class, text));
    var none = EnumSet.noneOf(Obligation.class);
    Set<Obligation> obligations = names(fields, "obligations", Obligation.class, none, false);
    List<CategoryPattern> patterns = patterns(fields, known);
    Optional<Condition> when = condition(fields);
    if (head.isEmpty() || effect.isEmpty()) {
      return Optional.empty();
    }
    if ((effect.get() == Effect.TRANSFORM) == obligations.isEmpty()) {
      source.problem(fields, "obligations belong to the effect 'transform', and only to it");
      return Optional.empty();
    }
    Head h = head.get();
    return Optional.of(
        new Rule(
            h.id,
            h.clause,
            h.inForce,
            stages,
            patterns,
            consents,
            when.orElse(null),
            effect.get(),
            obligations,
            h.reason,
            h.status));
  }

  private record Head(String id, String clause, Period inForce, Reason reason, Status status) {}

  private Optional<Head> head(Mapping fields) {
    var id = field(fields, "id", RuleReader::id);
    var clause = field(fields, "clause", RuleReader::text);
    var inForce = period(fields);
    var reason = source.required(fields, "reason").flatMap(this::reason);
    var status = field(fields, "status", text -> Source.named(Status.class, text));
    if (id.isEmpty()
        || clause.isEmpty()
        || inForce.isEmpty()
        || reason.isEmpty()
        || status.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Head(id.get(), clause.get(), inForce.get(), reason.get(), status.get()));
  }

  private Optional<Period> period(Mapping fields) {
    var from = field(fields, "from", this::midnight);
    Node end = fields.fields().get("to");
    var until = end == null ? Optional.of(Instant.MAX) : source.scalar(end, this::midnight);
    if (from.isEmpty() || until.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(until.get())) {
      source.problem(end == null ? fields : end, "'to' must be a later day than 'from'");
      return Optional.empty();
    }
    return Optional.of(new Period(from.get(), until.get()));
  }

  private Instant midnight(String date) {
    return LocalDate.parse(date).atStartOfDay(zone).toInstant();
  }

  private Optional<Reason> reason(Node node) {
    return source.mapping(node, Set.of("zh", "en", "ja")).flatMap(this::reason);
  }

  private Optional<Reason> reason(Mapping languages) {
    var zh = field(languages, "zh", RuleReader::text);
    var en = field(languages, "en", RuleReader::text);
    var ja = field(languages, "ja", RuleReader::text);
    return zh.isEmpty() || en.isEmpty() || ja.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reason(zh.get(), en.get(), ja.get()));
  }

  private Optional<Condition> condition(Mapping fields) {
    Node node = fields.fields().get("when");
    if (node == null) {
      return Optional.empty();
    }
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

  private List<CategoryPattern> patterns(Mapping fields, Set<String> known) {
    List<CategoryPattern> patterns = new ArrayList<>();
    source
        .required(fields, "categories")
        .map(list -> source.elements(list, MAX_ELEMENTS))
        .orElse(List.of())
        .forEach(
            node -> source.scalar(node, text -> pattern(text, known)).ifPresent(patterns::add));
    return patterns;
  }

  private static CategoryPattern pattern(String text, Set<String> known) {
    var pattern = new CategoryPattern(text);
    if (known.stream().noneMatch(pattern::matches)) {
      throw new IllegalArgumentException("'" + text + "' matches no category of the catalog");
    }
    return pattern;
  }

  private <E extends Enum<E>> Set<E> names(
      Mapping fields, String field, Class<E> type, Set<E> absent, boolean required) {
    Node list = fields.fields().get(field);
    if (list == null) {
      if (required) {
        source.problem(fields, "the field '" + field + "' is missing");
      }
      return absent;
    }
    Set<E> names = EnumSet.noneOf(type);
    source
        .elements(list, MAX_ELEMENTS)
        .forEach(
            node -> source.scalar(node, text -> Source.named(type, text)).ifPresent(names::add));
    return names;
  }

  private <T> Optional<T> field(Mapping fields, String field, Function<String, T> parse) {
    return source.required(fields, field).flatMap(node -> source.scalar(node, parse));
  }

  static String id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new IllegalArgumentException("an id has 1 to 64 of a-z 0-9 . -");
    }
    return text;
  }

  private static String text(String text) {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("a text has 1 to " + MAX_TEXT + " characters");
    }
    return text;
  }
}
