package dev.breakwater.policy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.trial.Verdict;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The built-in packs decide as the law demands")
class CasesTest {
  @ParameterizedTest
  @EnumSource
  void packs_casesOfTheLaw_decideThem(Conformance file) {
    assertThat(wrong(file, PolicyEngine.compile(file.together()))).isEmpty();
  }

  @Test
  void packs_allOfChinaTogether_decideTheCasesOfEach() {
    List<Conformance> china =
        Stream.of(Conformance.values()).filter(file -> file != Conformance.EU_GDPR).toList();
    List<PolicyPack> packs = china.stream().map(Conformance::pack).toList();
    var engine = PolicyEngine.compile(PolicyPack.together("china", Digest.of(Bytes.EMPTY), packs));

    assertThat(china.stream().flatMap(file -> wrong(file, engine))).isEmpty();
  }

  private static Stream<String> wrong(Conformance file, PolicyEngine engine) {
    return file.cases().stream()
        .map(each -> Verdict.of(each, engine))
        .filter(verdict -> !verdict.holds())
        .map(Verdict::toString);
  }
}
