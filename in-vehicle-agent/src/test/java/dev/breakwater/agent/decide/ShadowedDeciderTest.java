package dev.breakwater.agent.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.compare.Shadow;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.wire.StayedInCar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShadowedDeciderTest {
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
  private static final PolicyPack PACK = PolicyPack.cnAuto();

  static List<Function<Request, Decision>> shadows() {
    Decision deny = new Decision.Deny(List.of(PACK.otherwise()), PACK.digest());
    Decision permit = new Decision.Permit(PACK.rules(), PACK.digest());
    return List.of(
        request -> deny,
        request -> permit,
        request -> {
          throw new IllegalStateException("broken");
        });
  }

  @ParameterizedTest
  @MethodSource("shadows")
  void decider_besideAnyShadow_decidesAsWithoutOne(Function<Request, Decision> second) {
    var shadow = new Shadow(second, PACK.catalog());

    assertThat(decisions(shadow)).isEqualTo(decisions(null)).isNotEmpty();

    Shadow.Report report = shadow.report();
    assertThat(report.asked()).isGreaterThan(PACK.catalog().categories().size());
    assertThat(report.failed() + report.comparison().total()).isPositive();
  }

  /** Returns what becomes of data of each category, in words. */
  private static List<String> decisions(@Nullable Shadow shadow) {
    var consents = new Consents(Map.of("cabin", Consent.YES, "position", Consent.YES));
    var policies = new PoliciesInForce(PolicyEngine.compile(PACK));
    var decider = new Decider(policies, consents, () -> NOW, shadow);
    List<String> all = new ArrayList<>();
    for (String category : PACK.catalog().categories().stream().sorted().toList()) {
      Optional<Collected> collected = decider.collect(category, "test", NOW).pass(NOW, stays(all));
      collected
          .flatMap(each -> decider.offboard(each, category).pass(NOW, stays(all)))
          .ifPresent(cleared -> all.add(category + " leaves by " + cleared.rules()));
    }
    decider.collect(Catalog.UNKNOWN, "test", NOW).pass(NOW, stays(all));
    return all;
  }

  private static Consumer<StayedInCar> stays(List<String> all) {
    return statement -> all.add(statement.toString());
  }
}
