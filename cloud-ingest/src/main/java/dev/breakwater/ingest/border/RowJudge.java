package dev.breakwater.ingest.border;

import dev.breakwater.ingest.border.CountingKeys.Counting;
import dev.breakwater.ingest.border.ExportRequest.LegalBasis;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.border.Approval;
import dev.breakwater.policy.border.Basis;
import dev.breakwater.policy.border.Exemption;
import dev.breakwater.policy.border.Export;
import dev.breakwater.policy.border.ExportConsent;
import dev.breakwater.policy.border.ExportConsents;
import dev.breakwater.policy.border.Exporter;
import dev.breakwater.policy.border.Geodata;
import dev.breakwater.policy.border.Grade;
import dev.breakwater.policy.border.OrderOfDecision;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.border.Person;
import dev.breakwater.policy.border.PersonalInformation;
import dev.breakwater.policy.border.Release;
import dev.breakwater.policy.border.Route;
import dev.breakwater.policy.border.Shortfall;
import dev.breakwater.policy.catalog.DataKind;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.KnownFacts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.wire.Item;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides the rows of one release, one after the other, and reserves the persons of those that
 * leave. A row leaves if the route that the law demands is open (law.md 9.1), the approval covers
 * it, and the policy in force at the release permits it without an obligation. Lives inside the
 * release's transaction.
 */
final class RowJudge {
  private static final Set<String> BUSINESS =
      Set.of("trade", "transport", "academic", "manufacturing", "marketing");

  private final Circumstances given;
  private final Counting counting;
  private final PersonLedger ledger;

  /** Of all that differs between rows of what the policy is asked about. */
  private final Map<Asked, Decision> decisions = new HashMap<>();

  private record Asked(String category, Consent consent) {}

  /**
   * What is the same for every row of a release.
   *
   * @param at the recorded instant of the release
   * @param policy in force then
   */
  record Circumstances(
      Permits permits,
      Approval approval,
      ExportRequest request,
      Instant at,
      PolicyEngine policy,
      OrderOfDecision order,
      ExportConsents consents) {}

  RowJudge(Circumstances given, Counting counting, PersonLedger ledger) {
    this.given = given;
    this.counting = counting;
    this.ledger = ledger;
  }

  /** Decides a row; if it leaves, its person is reserved. */
  RowRuling judge(Item item) throws IOException {
    Optional<DataKind> kind = given.policy().pack().catalog().kind(item.category());
    // Fail closed: what carries no known label stays (law.md C10, DSL Art. 21).
    if (kind.isEmpty()) {
      return RowRuling.stays(
          List.of(), "DSL Art. 21: the catalog does not know " + item.category());
    }
    PersonalInformation information = information(kind.get());
    if (information == PersonalInformation.NONE) {
      return judge(item, route(kind.get(), Person.NOBODY), 0);
    }
    // Fail closed: who cannot be counted cannot be kept below a number of persons.
    if (item.subject() == null) {
      return RowRuling.stays(
          List.of(),
          "2024 Flow Provisions Art. 7, 8: the row names no person, who has to be counted");
    }
    byte[] person = counting.person(item.subject().value());
    var about =
        new Person(
            information,
            ledger.isNew(information, person),
            given.request().basis() == LegalBasis.CONSENT,
            given.request().impactAssessment().isEmpty()
                ? null
                : given.request().impactAssessment());
    Route route = route(kind.get(), about);
    RowRuling ruling = judge(item, route, ledger.coveredWith(person));
    if (ruling.permitted()) {
      ledger.reserve(information, person, route.counts());
    }
    return ruling;
  }

  private RowRuling judge(Item item, Route route, long personsThen) {
    Optional<Basis> blocked =
        route.match(
            notAnExport -> Optional.of(notAnExport.basis()),
            closed -> Optional.of(closed.basis()),
            assessment -> Optional.empty(),
            contract -> Optional.empty(),
            exempt -> Optional.empty());
    if (blocked.isPresent()) {
      return RowRuling.stays(List.of(), StayingWords.of(blocked.get()));
    }
    Decision decision =
        decisions.computeIfAbsent(new Asked(item.category(), consent(item)), this::decide);
    // Fail closed: the border fulfils no obligation, so a transform is a denial.
    if (!decision.permitted()) {
      return RowRuling.stays(decision.rules(), StayingWords.of(decision));
    }
    var release =
        new Release(
            given.at(),
            given.permits().group().name(),
            given.approval().recipient(),
            item.category(),
            given.request().purpose(),
            route);
    List<Shortfall> shortfalls = given.approval().shortfalls(release, personsThen);
    return shortfalls.isEmpty()
        ? RowRuling.leaves(decision.rules())
        : RowRuling.stays(decision.rules(), StayingWords.of(route.basis(), shortfalls));
  }

  private Route route(DataKind kind, Person person) {
    var exporter =
        new Exporter(
            given.permits().isCriticalOperator(), given.permits().zone(), ledger.volumes());
    return given
        .order()
        .decide(
            new Export(
                given.at(),
                given.request().passage(),
                grade(kind),
                // Fail closed: nothing here processes geodata, and no review of it can be claimed.
                kind.surveying() ? Geodata.UNPROCESSED : Geodata.NONE,
                person,
                exporter,
                exemptions()));
  }

  private Decision decide(Asked asked) {
    return given
        .policy()
        .decide(
            new Request(
                Stage.EXPORT,
                asked.category(),
                given.request().purpose(),
                asked.consent(),
                given.at(),
                facts()));
  }

  /** PIPL Art. 39: separate consent, to this recipient and purpose, told by this notice. */
  private Consent consent(Item item) {
    ExportRequest request = given.request();
    boolean isGiven =
        item.subject() != null
            && given
                .consents()
                .has(
                    new ExportConsent.To(
                        item.subject().value(),
                        request.recipient(),
                        request.purpose(),
                        request.notice()),
                    given.at());
    return isGiven ? Consent.YES : Consent.NOT_SET;
  }

  private KnownFacts facts() {
    return new KnownFacts(
        Map.of(
            Variable.RECIPIENT,
            given.approval().recipient().name(),
            Variable.JURISDICTION,
            given.approval().recipient().jurisdiction(),
            Variable.NOTICE,
            given.request().notice(),
            Variable.LEGAL_BASIS,
            Fields.nameOf(given.request().basis()),
            Variable.IMPACT_ASSESSMENT,
            given.request().impactAssessment(),
            Variable.APPROVAL,
            given.approval().number(),
            Variable.ENCRYPTED,
            true,
            Variable.QUALIFIED,
            false));
  }

  private Set<Exemption> exemptions() {
    Set<Exemption> claimed = EnumSet.noneOf(Exemption.class);
    switch (given.request().basis()) {
      case CONTRACT -> claimed.add(Exemption.CONTRACT);
      case STAFF -> claimed.add(Exemption.STAFF);
      case EMERGENCY -> claimed.add(Exemption.EMERGENCY);
      case CONSENT, LEGAL_DUTY -> {}
    }
    if (BUSINESS.contains(given.request().purpose())) {
      claimed.add(Exemption.BUSINESS);
    }
    return claimed;
  }

  private static PersonalInformation information(DataKind kind) {
    return switch (kind.sensitivity()) {
      case NONE -> PersonalInformation.NONE;
      case PERSONAL -> PersonalInformation.GENERAL;
      case SENSITIVE -> PersonalInformation.SENSITIVE;
    };
  }

  private static Grade grade(DataKind kind) {
    return switch (kind.level()) {
      case GENERAL -> Grade.GENERAL;
      case IMPORTANT -> Grade.CONFIRMED;
      case CORE -> Grade.CORE;
    };
  }
}
