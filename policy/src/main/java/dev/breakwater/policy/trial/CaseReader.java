package dev.breakwater.policy.trial;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the YAML form of cases; every problem of the file is found in one pass. */
final class CaseReader {
  private static final int MAX_CASES = 10_000;
  private static final int MAX_ELEMENTS = 100;
  private static final Set<String> FIELDS =
      Stream.concat(
              RequestReader.FIELDS.stream(),
              Stream.of("name", "expect", "rules", "clauses", "obligations"))
          .collect(Collectors.toUnmodifiableSet());

  private final Source source;
  private final String file;
  private final Catalog catalog;
  private final Set<String> names = new HashSet<>();

  private CaseReader(Source source, String file, Catalog catalog) {
    this.source = source;
    this.file = file;
    this.catalog = catalog;
  }

  static List<Case> read(Bytes yaml, String name, Catalog catalog) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    var reader = new CaseReader(source, name, catalog);
    List<Case> cases = new ArrayList<>();
    Fields.of(source, source.root(), Set.of("cases"))
        .map(fields -> fields.elements("cases", MAX_CASES))
        .orElse(List.of())
        .forEach(node -> reader.one(node).ifPresent(cases::add));
    source.refuseIfBroken();
    return List.copyOf(cases);
  }

  private Optional<Case> one(Node node) {
    return Fields.of(source, node, FIELDS).flatMap(fields -> one(node, fields));
  }

  private Optional<Case> one(Node node, Fields fields) {
    var name = fields.one("name", this::name);
    var request = new RequestReader(source, catalog).request(fields);
    var expected = expected(node, fields);
    if (request.isEmpty() || expected.isEmpty()) {
      return Optional.empty();
    }
    // A misspelt name is denied, so a case that expects a denial would hold for the wrong reason.
    boolean known = catalog.categories().contains(request.get().category());
    if (!known && expected.get().rules().isEmpty()) {
      fields.problem("data", "the catalog does not know it; if that is meant, name the 'rules'");
    }
    String place = file + ":" + node.line();
    return name.map(text -> new Case(text, place, request.get(), expected.get()));
  }

  private String name(String text) {
    if (!names.add(Fields.text(text))) {
      throw new IllegalArgumentException("the case '" + text + "' is here twice");
    }
    return text;
  }

  private Optional<Expectation> expected(Node node, Fields fields) {
    var effect = fields.one("expect", text -> Fields.named(Effect.class, text));
    List<String> rules = some(fields, "rules", Fields::id);
    List<String> clauses = some(fields, "clauses", Fields::text);
    List<Obligation> obligations =
        some(fields, "obligations", text -> Fields.named(Obligation.class, text));
    if (effect.isEmpty()) {
      return Optional.empty();
    }
    if ((effect.get() == Effect.TRANSFORM) == obligations.isEmpty()) {
      source.problem(node, "obligations belong to 'transform', and only to it");
      return Optional.empty();
    }
    return Optional.of(new Expectation(effect.get(), rules, clauses, Set.copyOf(obligations)));
  }

  /** Returns the elements of a list that may be missing, but is not empty. */
  private static <T> List<T> some(Fields fields, String field, Function<String, T> parse) {
    return fields.given(field).isEmpty()
        ? List.of()
        : List.copyOf(fields.some(field, MAX_ELEMENTS, parse));
  }
}
