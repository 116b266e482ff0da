package dev.breakwater.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.policy.rule.Stage;
import dev.breakwater.policy.rule.Status;
import dev.breakwater.policy.rule.Variable;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.trial.Case;
import dev.breakwater.policy.trial.Coverage;
import dev.breakwater.policy.trial.Verdict;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInPacksTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  private static final List<PolicyPack> PACKS =
      PolicyPack.builtInIds().stream().map(PolicyPack::builtIn).toList();

  static Stream<PolicyPack> packs() {
    return PACKS.stream();
  }

  @ParameterizedTest
  @MethodSource("packs")
  void pack_itsCases_hold(PolicyPack pack) throws Exception {
    assertThat(verdicts(pack)).allMatch(Verdict::holds);
  }

  @ParameterizedTest
  @MethodSource("packs")
  void pack_itsCases_tryEveryRuleBothWays(PolicyPack pack) throws Exception {
    assertThat(Coverage.of(pack, verdicts(pack))).allMatch(Coverage::isBothWays);
  }

  @ParameterizedTest
  @MethodSource("packs")
  void pack_withoutOneRule_failsACase(PolicyPack pack) throws Exception {
    List<Case> cases = cases(pack);
    for (Rule removed : pack.rules()) {
      List<Rule> others = pack.rules().stream().filter(rule -> !rule.equals(removed)).toList();
      var mutant =
          new PolicyPack(pack.id(), pack.digest(), pack.catalog(), others, pack.otherwise());
      var engine = PolicyEngine.compile(mutant);

      assertThat(cases).as(removed.id()).anyMatch(each -> !Verdict.of(each, engine).holds());
    }
  }

  @ParameterizedTest
  @MethodSource("packs")
  void pack_everyRule_saysWhyInThreeLanguages(PolicyPack pack) {
    assertThat(pack.rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.reason().zh()).containsPattern("\\p{IsHan}");
              assertThat(rule.reason().en()).containsPattern("[a-z]{2}");
              assertThat(rule.reason().ja()).containsPattern("[\\p{IsHiragana}\\p{IsKatakana}]");
            });
  }

  @Test
  void packs_allTogether_haveRulesOfDifferentIds() {
    PolicyPack together = PolicyPack.together("all", Catalog.cn().digest(), PACKS);

    assertThat(together.rules()).hasSize(PACKS.stream().mapToInt(p -> p.rules().size()).sum());
    assertThat(PACKS).extracting(pack -> pack.otherwise().id()).doesNotHaveDuplicates();
  }

  @Test
  void catalog_everyKind_isSpokenOfByARuleOfChina() {
    List<Rule> rules = china().rules();

    assertThat(Catalog.cn().categories())
        .allMatch(
            category ->
                rules.stream()
                    .flatMap(rule -> rule.categories().stream())
                    .anyMatch(pattern -> !"*".equals(pattern.text()) && pattern.matches(category)));
  }

  @ParameterizedTest
  @CsvSource({
    "COLLECT,  exterior.frame,         NOT_SET",
    "OFFBOARD, exterior.clip.manifest, NOT_SET",
    "OFFBOARD, exterior.clip.chunk,    NOT_SET",
    "STORE,    exterior.clip.chunk,    NOT_SET",
    "COLLECT,  vehicle.motion.speed,   NOT_SET",
    "OFFBOARD, vehicle.energy,         NOT_SET",
    "STORE,    vehicle.motion.speed,   NOT_SET",
    "COLLECT,  position.precise,       IN_VEHICLE",
    "OFFBOARD, position.precise,       YES",
    "STORE,    position.precise,       NOT_SET",
    "OFFBOARD, control.tombstone,      NOT_SET",
    "STORE,    control.stayed,         NOT_SET",
  })
  void chinaTogether_everydayItemToAnOnshoreReceiver_isPermitted(
      Stage stage, String category, Consent consent) {
    Facts onshore =
        variable -> variable == Variable.JURISDICTION ? Optional.of("CN") : Optional.empty();
    var request = new Request(stage, category, "telemetry", consent, NOW, onshore);

    assertThat(PolicyEngine.compile(china()).decide(request)).returns(true, Decision::permitted);
  }

  @Test
  @DisplayName("GB/T 44464-2024 5.5.2, Auto Provisions Art. 9: biometrics never leave")
  void anyPack_biometrics_neverLeaveTheDevice() {
    List<PolicyEngine> engines =
        Stream.concat(packs(), Stream.of(china())).map(PolicyEngine::compile).toList();
    Facts generous = BuiltInPacksTest::generous;

    for (PolicyEngine engine : engines) {
      for (Stage stage : List.of(Stage.OFFBOARD, Stage.STORE, Stage.EXPORT)) {
        assertThat(Catalog.cn().categories())
            .filteredOn(category -> category.startsWith("biometric."))
            .hasSize(5)
            .noneMatch(
                category ->
                    engine
                        .decide(new Request(stage, category, "test", Consent.YES, NOW, generous))
                        .permitted());
      }
    }
  }

  @Test
  void builtIn_unknownId_isRefusedWithTheIdsThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyPack.builtIn("../catalog/cn"))
        .withMessageContaining("cn-gbt32960");
  }

  @Test
  void gdpr_nothingOfIt_wasReadInItsSource() {
    assertThat(PolicyPack.builtIn("eu-gdpr").rules())
        .allMatch(rule -> rule.status() == Status.UNVERIFIED);
  }

  private static Optional<Object> generous(Variable variable) {
    return Optional.of(
        switch (variable.type()) {
          case TEXT -> variable == Variable.JURISDICTION ? "CN" : "given";
          case TRUTH -> variable != Variable.SENSITIVE_AREA;
          case REAL -> 1.0;
          case NUMBERS -> List.of();
        });
  }

  private static PolicyPack china() {
    List<PolicyPack> packs = PACKS.stream().filter(p -> p.id().startsWith("cn-")).toList();
    return PolicyPack.together("china", Digest.of(Bytes.of(new byte[0])), packs);
  }

  private static List<Verdict> verdicts(PolicyPack pack)
      throws IOException, InvalidSourceException {
    var engine = PolicyEngine.compile(pack);
    return cases(pack).stream().map(each -> Verdict.of(each, engine)).toList();
  }

  private static List<Case> cases(PolicyPack pack) throws IOException, InvalidSourceException {
    String name = pack.id() + ".cases.yaml";
    try (InputStream in = PolicyPack.class.getResourceAsStream(name)) {
      return Case.load(Bytes.of(in.readAllBytes()), name, pack.catalog());
    }
  }
}
