package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The order of decision is that of law.md 9.1")
class OrderOfDecisionTest {
  private static final OrderOfDecision ORDER = OrderOfDecision.china();

  static Stream<RouteVector> vectors() {
    return RouteVector.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void order_vectorOfTheLaw_demandsItsRoute(RouteVector vector) {
    Route route = ORDER.decide(vector.export());

    assertThat(RouteVector.word(route)).isEqualTo(vector.route());
    assertThat(route.basis().ground()).isEqualTo(vector.ground());
    assertThat(route.basis().clauses()).isEqualTo(vector.clauses());
    assertThat(route.basis().status()).isEqualTo(vector.status());
  }

  @Test
  void order_everyGround_isExpectedByAVector() {
    assertThat(RouteVector.all().map(RouteVector::ground))
        .containsAll(Stream.of(Ground.values()).map(Fields::nameOf).toList());
  }

  @Test
  void order_everyGround_saysWhyInThreeLanguages() {
    assertThat(RouteVector.all().map(vector -> ORDER.decide(vector.export()).basis().reason()))
        .allSatisfy(
            reason -> {
              assertThat(reason.zh()).containsPattern("\\p{IsHan}");
              assertThat(reason.en()).containsPattern("[a-z]");
              assertThat(reason.ja()).containsPattern("\\p{IsHiragana}");
            });
  }

  @DisplayName("Flow Provisions Art. 5(4), 7, 8: the number with this person in it; 以上 includes it")
  @ParameterizedTest(name = "{0}, {1}, new: {2} -> {3}")
  @CsvSource({
    // information, counted before (general/sensitive), is the person new, route
    "general,       0/0, yes, EXEMPT",
    "general,    9998/0, yes, EXEMPT",
    "general,    9999/0, yes, EXEMPT",
    "general,   99998/0, yes, EXEMPT",
    "general,   99999/0, yes, CONTRACT",
    "general,  999998/0, yes, CONTRACT",
    "general,  999999/0, yes, ASSESSMENT",
    "general,   99999/0, no,  EXEMPT",
    "general,  100000/0, no,  CONTRACT",
    "general,  999999/0, no,  CONTRACT",
    "general, 1000000/0, no,  ASSESSMENT",
    "sensitive, 0/0,      yes, CONTRACT",
    "sensitive, 0/9998,   yes, CONTRACT",
    "sensitive, 0/9999,   yes, ASSESSMENT",
    "sensitive, 0/99998,  yes, ASSESSMENT",
    "sensitive, 0/99999,  yes, ASSESSMENT",
    "sensitive, 0/999998, yes, ASSESSMENT",
    "sensitive, 0/999999, yes, ASSESSMENT",
    "sensitive, 0/9999,   no,  CONTRACT",
    "sensitive, 0/10000,  no,  ASSESSMENT",
    // the kinds are counted apart, and the stricter of the two decides
    "general,       0/1,     yes, CONTRACT",
    "general,       0/9999,  yes, CONTRACT",
    "general,       0/10000, yes, ASSESSMENT",
    "general,    9999/9999,  yes, CONTRACT",
    "general,  999999/1,     yes, ASSESSMENT",
    "sensitive,  99998/1,    yes, CONTRACT",
    "sensitive,  99999/0,    yes, CONTRACT",
    "sensitive, 999999/0,    yes, CONTRACT",
    "sensitive, 1000000/0,   yes, ASSESSMENT",
  })
  void order_volumeAtAThreshold_isExact(
      String information, String counted, String isNew, String route) {
    Export export = Exports.of("person=" + information + " counted=" + counted + " new=" + isNew);

    assertThat(RouteVector.word(ORDER.decide(export))).isEqualTo(route);
  }

  @DisplayName("C4, C5, PIPL Art. 39, 55: notice and impact assessment are due on every route")
  @ParameterizedTest
  @ValueSource(
      strings = {"", "claims=staff", "grade=confirmed", "person=sensitive", "critical=yes"})
  void order_exportAboutAPerson_owesNoticeAndAssessment(String facts) {
    assertThat(ORDER.decide(Exports.of(facts)).duties())
        .containsExactlyInAnyOrder(Duty.NOTICE, Duty.IMPACT_ASSESSMENT);
  }

  @DisplayName("C4, PIPL Art. 39: separate consent where consent is the basis")
  @ParameterizedTest
  @ValueSource(strings = {"", "claims=staff", "grade=confirmed", "person=sensitive"})
  void order_exportOnConsent_owesSeparateConsentToo(String facts) {
    assertThat(ORDER.decide(Exports.of(facts + " consent=yes")).duties())
        .containsExactlyInAnyOrder(Duty.NOTICE, Duty.SEPARATE_CONSENT, Duty.IMPACT_ASSESSMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"person=none", "passage=stays-onshore", "grade=core"})
  void order_nobodysInformationLeaves_owesNothing(String facts) {
    assertThat(ORDER.decide(Exports.of(facts)).duties()).isEmpty();
  }

  @DisplayName("C3: exempt flows are not counted, those exempt by their number are")
  @ParameterizedTest
  @CsvSource({
    "'',                    true",
    "person=sensitive,      true",
    "grade=confirmed,       true",
    "claims=staff,          false",
    "claims=transit,        false",
    "zone=off-negative-list, false",
    "passage=stays-onshore, false",
    "grade=core,            false",
  })
  void order_route_saysWhetherThePersonCounts(String facts, boolean counts) {
    assertThat(ORDER.decide(Exports.of(facts)).counts()).isEqualTo(counts);
  }

  @Test
  void load_groundWithoutAnEntry_isNamed() {
    Bytes yaml = Bytes.of("stays-onshore: {}\n".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> GroundReader.read(yaml, "g.yaml"))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("g.yaml:1:1: the field 'state-secret' is missing")
        .hasMessageContaining("g.yaml:1:16: the field 'clauses' is missing");
  }
}
