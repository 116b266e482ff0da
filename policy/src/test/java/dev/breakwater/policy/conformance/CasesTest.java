package dev.breakwater.policy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.trial.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The built-in packs decide as the law demands")
class CasesTest {
  @ParameterizedTest
  @EnumSource
  void packs_casesOfTheLaw_decideThem(Conformance file) {
    var engine = PolicyEngine.compile(file.together());

    Stream<Verdict> wrong =
        file.cases().stream().map(each -> Verdict.of(each, engine)).filter(v -> !v.holds());

    assertThat(wrong.map(Verdict::toString)).isEmpty();
  }
}
