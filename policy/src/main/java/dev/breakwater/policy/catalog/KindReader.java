package dev.breakwater.policy.catalog;

import dev.breakwater.policy.catalog.DataKind.Grade;
import dev.breakwater.policy.catalog.DataKind.Level;
import dev.breakwater.policy.catalog.DataKind.Sensitivity;
import dev.breakwater.policy.catalog.DataKind.Subject;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one entry of the catalog. */
final class KindReader {
  private static final Set<String> FIELDS =
      Set.of(
          "sensor",
          "level",
          "annex-a",
          "important",
          "sensitivity",
          "subject",
          "collected-by-default",
          "precision",
          "basis",
          "surveying",
          "grade",
          "moves",
          "signals",
          "retention");
  private static final Set<String> RETENTION = Set.of("days", "clause");
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}(\\.[A-Za-z0-9]{1,63}){0,15}(\\.\\*)?");
  private static final int MAX_SIGNALS = 10_000;
  private static final int MAX_ITEMS = 6;
  private static final int MAX_CLASSES = AnnexClass.values().length;

  private final Source source;

  KindReader(Source source) {
    this.source = source;
  }

  Optional<DataKind> kind(Node.Scalar category, Node node) {
    return Fields.of(source, node, FIELDS).flatMap(fields -> kind(category, fields));
  }

  private Optional<DataKind> kind(Node.Scalar category, Fields fields) {
    int before = source.problems();
    var sensor = fields.one("sensor", Fields::text);
    var level = fields.one("level", text -> Fields.named(Level.class, text));
    var sensitivity = fields.one("sensitivity", text -> Fields.named(Sensitivity.class, text));
    var subject = fields.one("subject", text -> Fields.named(Subject.class, text));
    var collected = fields.one("collected-by-default", Fields::truth);
    var precision = fields.one("precision", Fields::text);
    var basis = fields.one("basis", Fields::text);
    var surveying = fields.one("surveying", Fields::truth);
    var grade = fields.one("grade", text -> Fields.named(Grade.class, text));
    Set<AnnexClass> annexA =
        fields.any("annex-a", MAX_CLASSES, text -> Fields.named(AnnexClass.class, text));
    Set<Integer> important = fields.any("important", MAX_ITEMS, KindReader::item);
    Set<String> signals = fields.any("signals", MAX_SIGNALS, KindReader::path);
    Map<Obligation, Grade> moves = fields.given("moves").map(this::moves).orElse(Map.of());
    Optional<Retention> retention = fields.given("retention").flatMap(this::retention);
    if (source.problems() > before) {
      return Optional.empty();
    }
    return source.scalar(
        category,
        name ->
            new DataKind(
                name,
                sensor.orElseThrow(),
                level.orElseThrow(),
                annexA,
                important,
                sensitivity.orElseThrow(),
                subject.orElseThrow(),
                collected.orElseThrow(),
                precision.orElseThrow(),
                basis.orElseThrow(),
                surveying.orElseThrow(),
                grade.orElseThrow(),
                moves,
                List.copyOf(signals),
                retention.orElse(null)));
  }

  private Optional<Retention> retention(Node node) {
    return Fields.of(source, node, RETENTION)
        .flatMap(
            fields -> {
              var days = fields.one("days", text -> new Retention(Retention.days(text), ""));
              var clause = fields.one("clause", Fields::text);
              return days.flatMap(
                  period -> clause.map(words -> new Retention(period.days(), words)));
            });
  }

  private Map<Obligation, Grade> moves(Node node) {
    Map<Obligation, Grade> moves = new EnumMap<>(Obligation.class);
    if (node instanceof Mapping mapping) {
      mapping.forEach(
          (name, grade) -> {
            var by = source.scalar(name, text -> Fields.named(Obligation.class, text));
            var to = source.scalar(grade, text -> Fields.named(Grade.class, text));
            by.ifPresent(obligation -> to.ifPresent(g -> moves.put(obligation, g)));
          });
    } else {
      source.problem(node, "a mapping from obligations to grades is expected here");
    }
    return moves;
  }

  private static int item(String text) {
    if (!text.matches("[1-6]")) {
      throw new IllegalArgumentException("Auto Provisions Art. 3 has the items 1 to 6");
    }
    return Integer.parseInt(text);
  }

  private static String path(String text) {
    if (!PATH.matcher(text).matches()) {
      throw new IllegalArgumentException("not a VSS path: '" + text + "'");
    }
    return text;
  }
}
