package dev.breakwater.policy.catalog;

import dev.breakwater.policy.catalog.DataKind.Grade;
import dev.breakwater.policy.catalog.DataKind.Level;
import dev.breakwater.policy.catalog.DataKind.Sensitivity;
import dev.breakwater.policy.catalog.DataKind.Subject;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads one entry of the catalog. */
final class KindReader {
  private static final Set<String> FIELDS =
      Set.of(
          "sensor",
          "level",
          "important",
          "sensitivity",
          "subject",
          "collected-by-default",
          "precision",
          "basis",
          "surveying",
          "grade",
          "moves",
          "signals");
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}(\\.[A-Za-z0-9]{1,63}){0,15}(\\.\\*)?");
  private static final int MAX_SIGNALS = 10_000;
  private static final int MAX_ITEMS = 6;
  private static final int MAX_TEXT = 500;

  private final Source source;

  KindReader(Source source) {
    this.source = source;
  }

  Optional<DataKind> kind(Node.Scalar category, Node node) {
    return source.mapping(node, FIELDS).flatMap(fields -> kind(category, fields));
  }

  private Optional<DataKind> kind(Node.Scalar category, Mapping fields) {
    int before = source.problems();
    var sensor = field(fields, "sensor", KindReader::text);
    var level = field(fields, "level", text -> Source.named(Level.class, text));
    var sensitivity = field(fields, "sensitivity", text -> Source.named(Sensitivity.class, text));
    var subject = field(fields, "subject", text -> Source.named(Subject.class, text));
    var collected = field(fields, "collected-by-default", KindReader::truth);
    var precision = field(fields, "precision", KindReader::text);
    var basis = field(fields, "basis", KindReader::text);
    var surveying = field(fields, "surveying", KindReader::truth);
    var grade = field(fields, "grade", text -> Source.named(Grade.class, text));
    Set<Integer> important = new HashSet<>(list(fields, "important", MAX_ITEMS, KindReader::item));
    List<String> signals = list(fields, "signals", MAX_SIGNALS, KindReader::path);
    Map<Obligation, Grade> moves = moves(fields);
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
                important,
                sensitivity.orElseThrow(),
                subject.orElseThrow(),
                collected.orElseThrow(),
                precision.orElseThrow(),
                basis.orElseThrow(),
                surveying.orElseThrow(),
                grade.orElseThrow(),
                moves,
                signals));
  }

  private Map<Obligation, Grade> moves(Mapping fields) {
    Map<Obligation, Grade> moves = new EnumMap<>(Obligation.class);
    Node node = fields.fields().get("moves");
    if (node instanceof Mapping mapping) {
      mapping.forEach(
          (name, grade) -> {
            var by = source.scalar(name, KindReader::obligation);
            var to = source.scalar(grade, text -> Source.named(Grade.class, text));
            by.ifPresent(obligation -> to.ifPresent(g -> moves.put(obligation, g)));
          });
    } else if (node != null) {
      source.problem(node, "a mapping from obligations to grades is expected here");
    }
    return moves;
  }

  private static Obligation obligation(String text) {
    return Source.named(Obligation.class, text);
  }

  private <T> List<T> list(Mapping fields, String field, int limit, Function<String, T> parse) {
    Node list = fields.fields().get(field);
    List<T> values = new ArrayList<>();
    if (list != null) {
      source
          .elements(list, limit)
          .forEach(node -> source.scalar(node, parse).ifPresent(values::add));
    }
    return values;
  }

  private <T> Optional<T> field(Mapping fields, String field, Function<String, T> parse) {
    return source.required(fields, field).flatMap(node -> source.scalar(node, parse));
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

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  private static String text(String text) {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("a text has 1 to " + MAX_TEXT + " characters");
    }
    return text;
  }
}
