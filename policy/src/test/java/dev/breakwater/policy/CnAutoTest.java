package dev.breakwater.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The pack cn-auto decides as law.md's main table says")
class CnAutoTest {
  private static final PolicyPack PACK = PolicyPack.cnAuto();
  private static final PolicyEngine ENGINE = PolicyEngine.compile(PACK);

  static Stream<Vector> vectors() {
    return Vector.all();
  }

  static Stream<Rule> rules() {
    return PACK.rules().stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void engine_vectorOfTheLaw_decidesByTheNamedRules(Vector vector) {
    Decision decision = ENGINE.decide(vector.request());

    assertThat(Vector.word(decision)).isEqualTo(vector.decision());
    assertThat(decision.rules()).isEqualTo(vector.rules());
    assertThat(decision.pack()).isEqualTo(PACK.digest());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void pack_withoutOneRule_failsAVector(Rule removed) {
    List<Rule> others = PACK.rules().stream().filter(rule -> !rule.equals(removed)).toList();
    var mutant = new PolicyPack(PACK.id(), PACK.digest(), PACK.catalog(), others, PACK.otherwise());

    var engine = PolicyEngine.compile(mutant);

    assertThat(Vector.all().filter(vector -> !vector.holds(engine))).isNotEmpty();
  }

  @Test
  void pack_everyRule_saysWhyInThreeLanguages() {
    assertThat(PACK.rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.reason().zh()).containsPattern("\\p{IsHan}");
              assertThat(rule.reason().ja()).containsPattern("[\\p{IsHan}\\p{IsHiragana}]");
              assertThat(rule.clause()).isNotBlank();
            });
  }
}
