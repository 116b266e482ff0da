package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.catalog.DataKind;
import dev.breakwater.policy.conformance.Conformance;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.trial.Case;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName(
    "At the border the packs let nothing through for which the order of decision asks more")
class ConformanceTest {
  /** All that the order of decision rests on is in force. */
  private static final Instant SINCE = Instant.parse("2024-12-31T16:00:00Z");

  private static final Catalog CATALOG = Catalog.cn();
  private static final Map<String, Exemption> CLAIMS =
      Map.of(
          "contract", Exemption.CONTRACT,
          "staff", Exemption.STAFF,
          "emergency", Exemption.EMERGENCY);
  private static final PolicyEngine POLICY = PolicyEngine.compile(Conformance.CN_SURVEY.together());
  private static final OrderOfDecision ORDER = OrderOfDecision.china();

  static Stream<Case> exports() {
    return Stream.of(Conformance.CN_AUTO, Conformance.CN_BORDER, Conformance.CN_SURVEY)
        .flatMap(file -> file.cases().stream())
        .filter(each -> each.request().stage() == Stage.EXPORT)
        .filter(each -> !each.request().at().isBefore(SINCE))
        .filter(each -> CATALOG.kind(each.request().category()).isPresent());
  }

  @ParameterizedTest
  @MethodSource("exports")
  void export_whoseRouteIsClosed_isDenied(Case tried) {
    Decision decision = POLICY.decide(tried.request());

    assertThat(isOpen(tried.request()) || decision instanceof Decision.Deny)
        .as(decision.rules().toString())
        .isTrue();
  }

  /** Asks whether a route is open to one person's item, the first of the year. */
  private static boolean isOpen(Request request) {
    boolean approved = !text(request, Variable.APPROVAL).isEmpty();
    return ORDER
        .decide(export(request, approved))
        .match(
            notAnExport -> true,
            blocked -> false,
            assessment -> approved && isDone(assessment.duties(), request),
            contract -> approved && isDone(contract.duties(), request),
            exempt -> isDone(exempt.duties(), request));
  }

  private static boolean isDone(Set<Duty> duties, Request request) {
    return duties.stream()
        .allMatch(
            duty ->
                switch (duty) {
                  case NOTICE -> !text(request, Variable.NOTICE).isEmpty();
                  case SEPARATE_CONSENT -> request.consent() == Consent.YES;
                  case IMPACT_ASSESSMENT -> !text(request, Variable.IMPACT_ASSESSMENT).isEmpty();
                });
  }

  private static Export export(Request request, boolean approved) {
    DataKind kind = CATALOG.kind(request.category()).orElseThrow();
    String basis = text(request, Variable.LEGAL_BASIS);
    String assessment = text(request, Variable.IMPACT_ASSESSMENT);
    var person =
        new Person(
            information(kind),
            true,
            basis.equals("consent"),
            assessment.isEmpty() ? null : assessment);
    var none = Volumes.none(CountingYear.of(request.at()));
    return new Export(
        request.at(),
        Passage.SENT_ABROAD,
        kind.important().isEmpty() ? Grade.GENERAL : Grade.CONFIRMED,
        geodata(kind, approved),
        person,
        new Exporter(false, FreeTradeZone.NONE, none),
        CLAIMS.containsKey(basis) ? Set.of(CLAIMS.get(basis)) : Set.of());
  }

  private static PersonalInformation information(DataKind kind) {
    return switch (kind.sensitivity()) {
      case NONE -> PersonalInformation.NONE;
      case PERSONAL -> PersonalInformation.GENERAL;
      case SENSITIVE -> PersonalInformation.SENSITIVE;
    };
  }

  /** What an authority approved was reviewed; raw geodata is by its kind unprocessed. */
  private static Geodata geodata(DataKind kind, boolean approved) {
    if (!kind.surveying()) {
      return Geodata.NONE;
    }
    return approved && !kind.category().equals("geo.raw") ? Geodata.REVIEWED : Geodata.UNPROCESSED;
  }

  private static String text(Request request, Variable variable) {
    return request.value(variable).map(Object::toString).orElse("");
  }
}
