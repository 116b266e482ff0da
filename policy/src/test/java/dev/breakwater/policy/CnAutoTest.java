package dev.breakwater.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.pack.PolicyPack;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The pack cn-auto decides as law.md's main table says")
class CnAutoTest {
  private static final PolicyPack PACK = PolicyPack.cnAuto();
  private static final PolicyEngine ENGINE = PolicyEngine.compile(PACK);

  static Stream<Vector> vectors() {
    return Vector.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void engine_vectorOfTheLaw_decidesByTheNamedRules(Vector vector) {
    Decision decision = ENGINE.decide(vector.request());

    assertThat(Vector.word(decision)).isEqualTo(vector.decision());
    assertThat(decision.rules()).isEqualTo(vector.rules());
    assertThat(decision.pack()).isEqualTo(PACK.digest());
  }
}
