package dev.breakwater.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.SmallCatalog;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
  private static final String PACK =
      """
      pack: test
      zone: UTC
      otherwise:
        id: otherwise
        clause: Art. 0
        from: 2020-01-01
        status: verified
        reason: {zh: 零, en: zero, ja: 零}
      rules:
        - id: b.mask
          clause: Art. 1
          from: 2026-01-01
          stages: [store]
          categories: [data.b]
          effect: transform
          obligations: [mask, delay]
          status: verified
          reason: {zh: 一, en: one, ja: 一}
        - id: never
          clause: Art. 2
          from: 2026-01-01
          stages: [store]
          categories: [data.b]
          when: data.surveying == false
          effect: deny
          status: verified
          reason: {zh: 二, en: two, ja: 二}
        - id: other-stage
          clause: Art. 3
          from: 2026-01-01
          stages: [export]
          categories: [data.b]
          effect: deny
          status: verified
          reason: {zh: 三, en: three, ja: 三}
      """;

  private final PolicyPack pack = pack();
  private final PolicyEngine engine = PolicyEngine.compile(pack);

  @Test
  void case_thatExpectsWhatComes_holds() throws Exception {
    var expected =
        transform(List.of("b.mask"), List.of("Art. 1"), Obligation.MASK, Obligation.DELAY);

    Verdict verdict = Verdict.of(about("data.b", expected), engine);

    assertThat(verdict.holds()).isTrue();
    assertThat(verdict).hasToString("x.yaml:2: data.b is deny: holds (b.mask, Art. 1)");
  }

  record Wrong(Expectation expected, String told) {}

  static List<Wrong> wrong() {
    return List.of(
        new Wrong(
            new Expectation(Effect.DENY, List.of(), List.of(), Set.of()),
            "expected deny, found transform"),
        new Wrong(
            transform(List.of(), List.of(), Obligation.MASK),
            "expected the obligations [mask], found [delay, mask]"),
        new Wrong(
            transform(List.of("b.mask", "never"), List.of(), Obligation.MASK, Obligation.DELAY),
            "expected the rules [b.mask, never], found [b.mask]"),
        new Wrong(
            transform(List.of(), List.of("Art. 1", "Art. 9"), Obligation.MASK, Obligation.DELAY),
            "expected the clause Art. 9"),
        new Wrong(
            new Expectation(Effect.PERMIT, List.of("never"), List.of(), Set.of()),
            "expected permit, found transform; expected the rules [never], found [b.mask]"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void case_thatExpectsSomethingElse_saysWhatCameAndByWhichClause(Wrong wrong) throws Exception {
    Verdict verdict = Verdict.of(about("data.b", wrong.expected()), engine);

    assertThat(verdict.holds()).isFalse();
    assertThat(verdict)
        .hasToString("x.yaml:2: data.b is deny: " + wrong.told() + " (b.mask, Art. 1)");
  }

  @Test
  void coverage_ofEachRule_countsCasesThatItDecidesAndThoseItCouldHaveDecided() throws Exception {
    var any = new Expectation(Effect.DENY, List.of(), List.of(), Set.of());
    List<Verdict> verdicts =
        List.of(
            Verdict.of(about("data.b", any), engine),
            Verdict.of(about("data.b", any), engine),
            Verdict.of(about("data.a", any), engine));

    List<Coverage> coverage = Coverage.of(pack, verdicts);

    assertThat(coverage)
        .extracting(each -> each.rule().id() + " " + each.decided() + " " + each.abstained())
        .containsExactly("b.mask 2 0", "never 0 2", "other-stage 0 0", "otherwise 1 2");
    assertThat(coverage)
        .extracting(Coverage::isBothWays)
        .containsExactly(false, false, false, true);
  }

  private static Expectation transform(
      List<String> rules, List<String> clauses, Obligation... obligations) {
    return new Expectation(Effect.TRANSFORM, rules, clauses, Set.of(obligations));
  }

  private static Case about(String data, Expectation expected) throws Exception {
    String yaml = "cases:\n" + CaseReaderTest.oneCase(data, "deny");
    Bytes bytes = Bytes.of(yaml.getBytes(StandardCharsets.UTF_8));
    Case read = Case.load(bytes, "x.yaml", SmallCatalog.load()).get(0);
    return new Case(read.name(), read.place(), read.request(), expected);
  }

  private static PolicyPack pack() {
    try {
      Bytes yaml = Bytes.of(PACK.getBytes(StandardCharsets.UTF_8));
      return PolicyPack.load(yaml, "test.yaml", SmallCatalog.load());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
