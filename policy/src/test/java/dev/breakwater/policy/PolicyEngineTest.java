package dev.breakwater.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyEngineTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void engine_permitAndDenyApply_denies() throws Exception {
    var engine = engine(rule("a.permit", "permit", ""), rule("b.deny", "deny", ""));

    Decision decision = engine.decide(request(NOON));

    assertThat(decision.permitted()).isFalse();
    assertThat(decision.rules()).containsExactly("b.deny");
    assertThat(decision.clauses()).containsExactly("Art. 1");
  }

  @Test
  void engine_transformApplies_namesEveryObligation() throws Exception {
    var engine =
        engine(
            rule("a.permit", "permit", ""),
            rule("b.mask", "transform", "\n    obligations: [mask]"),
            rule("c.delay", "transform", "\n    obligations: [delay, mask]"));

    Decision decision = engine.decide(request(NOON));

    assertThat(decision.permitted()).isFalse();
    assertThat(decision).isInstanceOf(Decision.Transform.class);
    assertThat(((Decision.Transform) decision).obligations())
        .containsExactlyInAnyOrder(Obligation.MASK, Obligation.DELAY);
  }

  @Test
  void engine_ruleWithAnEnd_appliesFromItsFirstInstantToBeforeItsLast() throws Exception {
    var engine = engine(rule("a.permit", "permit", "\n    to: 2026-06-02"));

    assertThat(engine.decide(request(Instant.parse("2026-01-01T00:00:00Z"))).permitted()).isTrue();
    assertThat(engine.decide(request(Instant.parse("2025-12-31T23:59:59Z"))).permitted()).isFalse();
    assertThat(engine.decide(request(Instant.parse("2026-06-01T23:59:59.999Z"))).permitted())
        .isTrue();
    assertThat(engine.decide(request(Instant.parse("2026-06-02T00:00:00Z"))).permitted()).isFalse();
  }

  @Test
  void engine_answer_isValidUntilTheNextRuleBeginsOrEnds() throws Exception {
    var engine =
        engine(
            rule("a.permit", "permit", "\n    to: 2026-07-01"),
            rule("b.never", "deny", "\n    to: 2026-06-20\n    when: data.subject == 'driver'"));
    var june = Instant.parse("2026-06-30T23:59:59Z");
    var july = Instant.parse("2026-07-01T00:00:00Z");

    assertThat(engine.validUntil(request(NOON))).isEqualTo(july);
    assertThat(engine.decide(request(june))).isEqualTo(engine.decide(request(NOON)));
    assertThat(engine.decide(request(july))).isNotEqualTo(engine.decide(request(NOON)));
    assertThat(engine.validUntil(request(july))).isEqualTo(Instant.MAX);
    assertThat(engine.validUntil(request(Instant.MIN)))
        .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(engine.validUntil(request("data.odd", Facts.NONE))).isEqualTo(Instant.MAX);
  }

  @Test
  void engine_conditionOnTheCatalog_holdsForKindsThatAreSo() throws Exception {
    var engine =
        engine(
            rule("a.permit", "permit", ""),
            rule("b.deny", "deny", "\n    when: data.subject == 'driver' && 4 in data.important"));

    assertThat(engine.decide(request("data.a", Facts.NONE)).permitted()).isTrue();
    assertThat(engine.decide(request("data.b", Facts.NONE)).rules()).containsExactly("b.deny");
  }

  @Test
  void engine_conditionOnTheItem_isToldByWhatIsKnown() throws Exception {
    var engine =
        engine(
            rule("a.permit", "permit", "\n    when: latitude > 30.0"),
            rule("b.deny", "deny", "\n    when: sensitive_area"));

    assertThat(engine.decide(request("data.a", in(31, false))).permitted()).isTrue();
    assertThat(engine.decide(request("data.a", in(29, false))).rules())
        .containsExactly("otherwise");
    assertThat(engine.decide(request("data.a", in(31, true))).rules()).containsExactly("b.deny");
  }

  @Test
  void engine_conditionThatCannotBeTold_permitsNothingAndDenies() throws Exception {
    var permit = engine(rule("a.permit", "permit", "\n    when: latitude > 30.0"));
    var deny =
        engine(
            rule("a.permit", "permit", ""), rule("b.deny", "deny", "\n    when: sensitive_area"));

    assertThat(permit.decide(request("data.a", Facts.NONE)).rules()).containsExactly("otherwise");
    assertThat(deny.decide(request("data.a", Facts.NONE)).rules()).containsExactly("b.deny");
  }

  @Test
  void engine_itemClaimsToBeOfAnotherKind_catalogWins() throws Exception {
    var engine = engine(rule("a.permit", "permit", "\n    when: data.subject == 'nobody'"));
    Facts liar = variable -> Optional.of("nobody");

    assertThat(engine.decide(request("data.b", liar)).permitted()).isFalse();
  }

  @Test
  void engine_noConditionAsksTheItem_answersWithTheSameObject() throws Exception {
    var engine =
        engine(
            rule("a.permit", "permit", "\n    when: data.subject == 'nobody'"),
            rule("b.deny", "deny", "\n    to: 2026-07-01\n    when: sensitive_area"));
    var july =
        new Request(Stage.STORE, "data.a", "x", Consent.NO, Instant.parse("2026-07-01T00:00:00Z"));

    assertThat(engine.isReady(request(NOON))).isFalse();
    assertThat(engine.isReady(july)).isTrue();
    assertThat(engine.decide(july))
        .isSameAs(engine.decide(july))
        .returns(true, Decision::permitted);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void engine_anyPack_answersAsEachRuleReadAlone(long seed) throws Exception {
    var random = new Random(seed);
    String[] rules = new String[20];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = randomRule(random, i);
    }
    var engine = engine(rules);
    for (int i = 0; i < 2_000; i++) {
      Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(40_000_000));
      var request =
          new Request(
              Stage.STORE,
              random.nextBoolean() ? "data.a" : "data.b",
              random.nextBoolean() ? "test" : "other",
              any(List.of(Consent.values()), random),
              at,
              random.nextInt(4) == 0
                  ? Facts.NONE
                  : in(20 + random.nextInt(20), random.nextBoolean()));

      assertThat(engine.decide(request).rules())
          .as("seed %d: %s", seed, request)
          .isEqualTo(readAlone(engine.pack(), request));
    }
  }

  /** The rule of design: a denial overrides, silence denies; no timeline, nothing prepared. */
  private static List<String> readAlone(PolicyPack pack, Request request) {
    Facts declared = pack.catalog().kind(request.category()).orElseThrow();
    Facts facts = variable -> (variable.isOfCatalog() ? declared : request).value(variable);
    List<Rule> applying =
        pack.rules().stream()
            .filter(rule -> rule.speaksOf(request.stage(), request.category()))
            .filter(rule -> rule.consents().contains(request.consent()))
            .filter(rule -> rule.inForce().contains(request.at()))
            .filter(rule -> rule.holds(facts))
            .toList();
    List<Rule> denying = applying.stream().filter(rule -> rule.effect() == Effect.DENY).toList();
    List<Rule> deciding = denying.isEmpty() ? applying : denying;
    return deciding.isEmpty()
        ? List.of(pack.otherwise().id())
        : deciding.stream().map(Rule::id).toList();
  }

  private static String randomRule(Random random, int number) {
    List<String> conditions =
        List.of(
            "",
            "\n    when: data.surveying",
            "\n    when: sensitive_area",
            "\n    when: latitude > 30.0 && purpose == 'test'",
            "\n    when: purpose != 'test' || 4 in data.important");
    List<String> consents =
        List.of("", "\n    consent: [not-set, in-vehicle]", "\n    consent: [\"yes\"]");
    List<String> ends = List.of("", "\n    to: 2026-07-01", "\n    to: 2027-01-01");
    return rule(
        "rule." + number,
        random.nextInt(5) == 0 ? "deny" : "permit",
        any(conditions, random) + any(consents, random) + any(ends, random));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void engine_anyRequest_answersTheSameTwice(long seed) {
    var random = new Random(seed);
    var engine = PolicyEngine.compile(PolicyPack.cnAuto());
    var again = PolicyEngine.compile(PolicyPack.cnAuto());
    for (int i = 0; i < 5_000; i++) {
      Request request = randomRequest(random, engine.pack());

      Decision decision = engine.decide(request);

      assertThat(decision).as("seed %d: %s", seed, request).isEqualTo(again.decide(request));
      assertThat(decision.because()).as("seed %d: %s", seed, request).isNotEmpty();
      if (!engine.pack().catalog().categories().contains(request.category())) {
        assertThat(decision.permitted()).as("seed %d: %s", seed, request).isFalse();
      }
    }
  }

  private static Request randomRequest(Random random, PolicyPack pack) {
    List<String> known = pack.catalog().categories().stream().sorted().toList();
    String category = random.nextInt(4) > 0 ? any(known, random) : randomText(random);
    return new Request(
        any(List.of(Stage.values()), random),
        category,
        randomText(random),
        any(List.of(Consent.values()), random),
        random.nextInt(20) == 0 ? extreme(random) : Instant.ofEpochSecond(random.nextInt()));
  }

  private static <T> T any(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private static Instant extreme(Random random) {
    return random.nextBoolean() ? Instant.MIN : Instant.MAX;
  }

  private static String randomText(Random random) {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return new String(bytes, StandardCharsets.UTF_16);
  }

  private static Request request(Instant at) {
    return new Request(Stage.STORE, "data.a", "test", Consent.NOT_SET, at);
  }

  private static Request request(String category, Facts item) {
    return new Request(Stage.STORE, category, "test", Consent.NOT_SET, NOON, item);
  }

  private static Facts in(double latitude, boolean sensitiveArea) {
    return variable ->
        switch (variable) {
          case LATITUDE -> Optional.of(latitude);
          case SENSITIVE_AREA -> Optional.of(sensitiveArea);
          default -> Optional.empty();
        };
  }

  private static String rule(String id, String effect, String more) {
    return SmallPack.rule(id, effect) + more;
  }

  private static PolicyEngine engine(String... rules) {
    return SmallPack.engine(rules);
  }
}
