package dev.breakwater.console.law;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.catalog.DataKind;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Explains what a policy decides about facts that somebody wrote into a form. */
final class Explaining {
  private static final int MAX_TEXT = 1000;

  private final RuleBook rules;

  Explaining(RuleBook rules) {
    this.rules = rules;
  }

  /**
   * A decision with what made it.
   *
   * @param verdict {@code permit}, {@code transform} or {@code deny}
   * @param because the rules that decided, at least one
   */
  record Explained(
      String verdict,
      String stage,
      String category,
      String at,
      List<String> obligations,
      List<RuleView> because,
      String pack,
      String digest,
      Declared declared) {}

  /**
   * What the catalog says of the kind of data; empty texts if it does not know it.
   *
   * @param important items of the important-data list (Auto Provisions Art. 3)
   */
  record Declared(
      String sensor, String sensitivity, String subject, List<Long> important, String basis) {
    static Declared of(Catalog catalog, String category) {
      return catalog
          .kind(category)
          .map(Declared::of)
          .orElse(new Declared("", "", "", List.of(), ""));
    }

    private static Declared of(DataKind kind) {
      return new Declared(
          kind.sensor(),
          Fields.nameOf(kind.sensitivity()),
          Fields.nameOf(kind.subject()),
          kind.important().stream().map(Number::longValue).sorted().toList(),
          kind.basis());
    }
  }

  /**
   * @param form stage, data, consent, purpose, at (now, if empty), known
   * @throws IllegalArgumentException naming the field that is wrong
   */
  Explained explain(JsonNode form, PolicyEngine engine, Instant now) {
    Request request = request(form, engine.pack().catalog(), now);
    Decision decision = engine.decide(request);
    return new Explained(
        Fields.nameOf(decision.effect()),
        Fields.nameOf(request.stage()),
        request.category(),
        request.at().toString(),
        decision.obligations().stream().map(Fields::nameOf).sorted().toList(),
        decision.because().stream().map(rules::view).toList(),
        engine.pack().id(),
        engine.pack().digest().hex(),
        Declared.of(engine.pack().catalog(), request.category()));
  }

  private static Request request(JsonNode form, Catalog catalog, Instant now) {
    return new Request(
        Fields.named(Stage.class, text(form, "stage")),
        catalog.named(text(form, "data")).orElse(Catalog.UNKNOWN),
        text(form, "purpose"),
        Fields.named(Consent.class, text(form, "consent")),
        instant(text(form, "at"), now),
        known(form.path("known")));
  }

  private static Instant instant(String text, Instant now) {
    try {
      return text.isEmpty() ? now : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("at: an instant, e.g. 2026-11-26T00:00:00Z", e);
    }
  }

  private static KnownFacts known(JsonNode given) {
    Map<Variable, Object> values = new EnumMap<>(Variable.class);
    given
        .properties()
        .forEach(
            each -> {
              Variable variable =
                  Variable.named(each.getKey())
                      .filter(named -> !named.isOfCatalog())
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  "no condition asks for " + each.getKey()));
              values.put(variable, value(variable, each.getValue().asText()));
            });
    return new KnownFacts(values);
  }

  private static Object value(Variable variable, String written) {
    try {
      return variable.parse(written);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(variable.text() + ": " + e.getMessage(), e);
    }
  }

  private static String text(JsonNode form, String field) {
    String text = form.path(field).asText("");
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(field + ": at most " + MAX_TEXT + " characters");
    }
    return text;
  }
}
