package dev.breakwater.policy.trial;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Node.Scalar;
import dev.breakwater.policy.source.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a question to the policy from the fields of a mapping. */
final class RequestReader {
  static final Set<String> FIELDS = Set.of("stage", "data", "consent", "purpose", "at", "known");

  private final Source source;
  private final Catalog catalog;

  RequestReader(Source source, Catalog catalog) {
    this.source = source;
    this.catalog = catalog;
  }

  /** Returns the question, empty if something in it is missing or wrong, which the source knows. */
  Optional<Request> request(Fields fields) {
    var stage = fields.one("stage", text -> Fields.named(Stage.class, text));
    // What the catalog does not know goes on under the name it has here, and is denied.
    var data = fields.one("data", text -> catalog.named(text).orElse(Fields.text(text)));
    var consent =
        given(fields, "consent", Consent.NOT_SET, text -> Fields.named(Consent.class, text));
    var purpose = given(fields, "purpose", "", Fields::text);
    var at = fields.one("at", RequestReader::instant);
    var known = fields.given("known").map(this::known).orElse(Map.of());
    if (stage.isEmpty()
        || data.isEmpty()
        || consent.isEmpty()
        || purpose.isEmpty()
        || at.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Request(
            stage.get(),
            data.get(),
            purpose.get(),
            consent.get(),
            at.get(),
            new KnownFacts(known)));
  }

  private static <T> Optional<T> given(
      Fields fields, String field, T otherwise, Function<String, T> parse) {
    return fields.given(field).isEmpty() ? Optional.of(otherwise) : fields.one(field, parse);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "an instant, e.g. 2026-01-31T00:00:00Z, is expected here", e);
    }
  }

  private Map<Variable, Object> known(Node node) {
    Map<Variable, Object> values = new EnumMap<>(Variable.class);
    if (node instanceof Mapping mapping) {
      mapping.forEach((name, value) -> known(name, value, values));
    } else {
      source.problem(node, "a mapping from the names in conditions to values is expected here");
    }
    return values;
  }

  private void known(Scalar name, Node value, Map<Variable, Object> values) {
    source
        .scalar(name, RequestReader::ofItem)
        .ifPresent(
            variable ->
                source.scalar(value, variable::parse).ifPresent(v -> values.put(variable, v)));
  }

  private static Variable ofItem(String name) {
    return Variable.named(name)
        .filter(variable -> !variable.isOfCatalog() && variable != Variable.PURPOSE)
        .orElseThrow(
            () -> new IllegalArgumentException("no condition asks an item for '" + name + "'"));
  }
}
