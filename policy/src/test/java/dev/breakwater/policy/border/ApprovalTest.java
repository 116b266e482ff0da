package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.policy.border.Shortfall.Aspect;
import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.source.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Law.md C2: nothing beyond what was approved (Auto Provisions Art. 12, NDSMR Art. 38)")
class ApprovalTest {
  private static final OrderOfDecision ORDER = OrderOfDecision.china();
  private static final Recipient EXAMPLE = new Recipient("Example GmbH", "DE");
  private static final Instant FROM = Instant.parse("2026-02-28T16:00:00Z");
  private static final Instant TO = Instant.parse("2029-02-28T16:00:00Z");
  private static final Instant WITHIN = Instant.parse("2026-06-01T00:00:00Z");
  private static final Approval APPROVAL = approval(ApprovalKind.ASSESSMENT, TO);

  @Test
  void approval_releaseWithinEveryLimit_coversIt() {
    Release release = release(WITHIN, EXAMPLE, "exterior.clip.chunk", "incident.review");

    assertThat(APPROVAL.shortfalls(release, 50_000)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // asked for                                                             what is not covered
    "exterior.clip.chunk, incident.review, Example GmbH, DE, 50000,          ",
    "vehicle.energy,      warranty,        Example GmbH, DE, 0,              ",
    "exterior.clip.chunk, incident.review, Example GmbH, DE, 50001,          CAP",
    "exterior.clip,       incident.review, Example GmbH, DE, 1,              CATEGORY",
    "exterior.frame,      incident.review, Example GmbH, DE, 1,              CATEGORY",
    "vehicle.energy.soc,  incident.review, Example GmbH, DE, 1,              CATEGORY",
    "exterior.clip.chunk, incident,        Example GmbH, DE, 1,              PURPOSE",
    "exterior.clip.chunk, incident.review.x, Example GmbH, DE, 1,            PURPOSE",
    "exterior.clip.chunk, incident.review, Example gmbh, DE, 1,              RECIPIENT",
    "exterior.clip.chunk, incident.review, Example GmbH, AT, 1,              RECIPIENT",
    "position.precise,    marketing,       Other Inc,    US, 60000, RECIPIENT CATEGORY PURPOSE CAP",
  })
  void approval_release_isCoveredOrEveryAspectIsNamed(
      String category,
      String purpose,
      String name,
      String jurisdiction,
      long persons,
      @Nullable String aspects) {
    var recipient = new Recipient(name, jurisdiction);

    List<Shortfall> shortfalls =
        APPROVAL.shortfalls(release(WITHIN, recipient, category, purpose), persons);

    List<Aspect> expected =
        aspects == null
            ? List.of()
            : List.of(aspects.split(" ", -1)).stream().map(Aspect::valueOf).toList();
    assertThat(shortfalls).extracting(Shortfall::aspect).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-28T15:59:59.999999999Z, false",
    "2026-02-28T16:00:00Z,           true", // midnight in China of 1 March
    "2029-02-28T15:59:59.999999999Z, true",
    "2029-02-28T16:00:00Z,           false",
  })
  void approval_instant_isCoveredFromTheFirstDayToBeforeTheLast(Instant at, boolean covered) {
    Release release = release(at, EXAMPLE, "vehicle.energy", "warranty");

    assertThat(APPROVAL.shortfalls(release, 1).isEmpty()).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    // kind,            assessment, contract, exempt: is the route covered?
    "assessment,        true,       true,     true",
    "standard-contract, false,      true,     true",
    "certification,     false,      true,     true",
    "exemption,         false,      false,    true",
  })
  void approval_kind_servesItsRouteAndThoseThatDemandLess(
      String kind, boolean assessment, boolean contract, boolean exempt) {
    Approval approval = approval(named(kind), TO);

    assertThat(covers(approval, "grade=confirmed")).isEqualTo(assessment);
    assertThat(covers(approval, "person=sensitive")).isEqualTo(contract);
    assertThat(covers(approval, "claims=staff")).isEqualTo(exempt);
    assertThat(covers(approval, "grade=core")).isFalse();
    assertThat(covers(approval, "passage=stays-onshore")).isFalse();
  }

  @Test
  void approval_everythingElse_isNamedWithBothSides() {
    var route = ORDER.decide(Exports.of("grade=confirmed"));
    var release =
        new Release(
            Instant.parse("2030-01-01T00:00:00Z"),
            "example-fleet",
            new Recipient("Other Inc", "US"),
            "cabin.camera",
            "marketing",
            route);

    assertThat(approval(ApprovalKind.CERTIFICATION, TO).shortfalls(release, 50_001))
        .extracting(Shortfall::toString)
        .containsExactly(
            "kind: approved certification, asked important-data",
            "group: approved example-motors, asked example-fleet",
            "recipient: approved Example GmbH (DE), asked Other Inc (US)",
            "category: approved [exterior.clip.*, vehicle.energy], asked cabin.camera",
            "purpose: approved [incident.review, warranty], asked marketing",
            "instant: approved 2026-02-28T16:00:00Z to 2029-02-28T16:00:00Z, asked"
                + " 2030-01-01T00:00:00Z",
            "cap: approved 50000, asked 50001");
  }

  @DisplayName("2024 Flow Provisions Art. 9, Cert. Measures Art. 8: three years")
  @ParameterizedTest
  @CsvSource({"assessment", "certification"})
  void approval_validForMoreThanThreeYears_isRefused(String kind) {
    assertThat(approval(named(kind), TO).valid().until()).isEqualTo(TO);
    assertThatThrownBy(() -> approval(named(kind), TO.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("valid for longer than");
  }

  @ParameterizedTest
  @CsvSource({"standard-contract", "exemption"})
  void approval_ofAKindWithoutATerm_isAsLongAsTyped(String kind) {
    Instant end = Instant.parse("2050-01-01T00:00:00Z");

    assertThat(approval(named(kind), end).valid().until()).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({"CN", "cn", "XX", "DEU", "''"})
  void recipient_notInAJurisdictionAbroad_isRefused(String jurisdiction) {
    assertThatThrownBy(() -> new Recipient("Example", jurisdiction))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean covers(Approval approval, String facts) {
    Route route = ORDER.decide(Exports.of(facts));
    var release =
        new Release(WITHIN, "example-motors", EXAMPLE, "vehicle.energy", "warranty", route);
    return approval.shortfalls(release, 1).isEmpty();
  }

  private static ApprovalKind named(String kind) {
    return Fields.named(ApprovalKind.class, kind);
  }

  private static Approval approval(ApprovalKind kind, Instant until) {
    return new Approval(
        "SA-1",
        kind,
        "example-motors",
        EXAMPLE,
        List.of(new CategoryPattern("exterior.clip.*"), new CategoryPattern("vehicle.energy")),
        List.of("incident.review", "warranty"),
        Set.of(ProvidedField.CATEGORY),
        50_000,
        new Period(FROM, until));
  }

  private static Release release(Instant at, Recipient recipient, String category, String purpose) {
    Route route = ORDER.decide(Exports.of("grade=confirmed"));
    return new Release(at, "example-motors", recipient, category, purpose, route);
  }
}
