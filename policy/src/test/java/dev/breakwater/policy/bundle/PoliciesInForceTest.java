package dev.breakwater.policy.bundle;

import static dev.breakwater.policy.bundle.TestBundle.key;
import static dev.breakwater.policy.bundle.TestBundle.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.pack.PolicyPack;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PoliciesInForceTest {
  private static final Instant ACCEPTED = Instant.parse("2026-06-01T00:00:00Z");

  private final PolicyEngine builtIn = PolicyEngine.compile(PolicyPack.cnAuto());
  private final PoliciesInForce policies = new PoliciesInForce(builtIn);
  private final Acceptance acceptance =
      new Acceptance(ring(key("ed.1")), TestBundle.SCHEME, policies);

  @Test
  void at_noBundleYet_isTheBuiltInPack() {
    assertThat(policies.at(Instant.MIN)).isSameAs(builtIn);
    assertThat(policies.at(Instant.MAX)).isSameAs(builtIn);
    assertThat(policies.bundleAt(ACCEPTED)).isEmpty();
  }

  @Test
  @DisplayName("Each act is judged by the law in force when it happens")
  void at_bundleWithALaterDate_sleepsAndTakesOverAtItsInstant() throws Exception {
    accept(TestBundle.of(1, "2026-07-01T00:00:00Z"));
    accept(TestBundle.of(2, "2026-12-01T00:00:00Z"));

    assertThat(policies.at(Instant.parse("2026-06-30T23:59:59.999Z"))).isSameAs(builtIn);
    assertThat(sequenceAt("2026-07-01T00:00:00Z")).isEqualTo(1);
    assertThat(sequenceAt("2026-11-30T23:59:59.999Z")).isEqualTo(1);
    assertThat(sequenceAt("2026-12-01T00:00:00Z")).isEqualTo(2);
    assertThat(sequenceAt("2030-01-01T00:00:00Z")).isEqualTo(2);
  }

  @Test
  void at_higherNumberWithAnEarlierDate_goesBeforeTheSleepingOne() throws Exception {
    accept(TestBundle.of(1, "2026-12-01T00:00:00Z"));
    accept(TestBundle.of(2, "2026-07-01T00:00:00Z"));

    assertThat(sequenceAt("2026-07-01T00:00:00Z")).isEqualTo(2);
    assertThat(sequenceAt("2026-12-01T00:00:00Z")).isEqualTo(2);
  }

  @Test
  void at_bundleThatHasEnded_isTheOneBeforeItAgain() throws Exception {
    accept(TestBundle.of(1, "2026-07-01T00:00:00Z").until("2027-07-01T00:00:00Z"));
    accept(TestBundle.of(2, "2026-12-01T00:00:00Z").until("2027-01-01T00:00:00Z"));

    assertThat(sequenceAt("2026-12-31T23:59:59Z")).isEqualTo(2);
    assertThat(sequenceAt("2027-01-01T00:00:00Z")).isEqualTo(1);
    assertThat(policies.at(Instant.parse("2027-07-01T00:00:00Z"))).isSameAs(builtIn);
  }

  @Test
  void add_sequenceNumberNotHigher_isRefused() throws Exception {
    AcceptedBundle first = examine(TestBundle.of(1, "2026-07-01T00:00:00Z"));
    policies.add(examine(TestBundle.of(2, "2026-07-01T00:00:00Z")));

    assertThatThrownBy(() -> policies.add(first))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("test 1 comes after test 2");
  }

  private void accept(TestBundle made) throws BundleRefusedException {
    policies.add(examine(made));
  }

  private AcceptedBundle examine(TestBundle made) throws BundleRefusedException {
    return acceptance.examine(made.tar(), ACCEPTED);
  }

  private long sequenceAt(String at) {
    AcceptedBundle bundle = policies.bundleAt(Instant.parse(at)).orElseThrow();
    assertThat(policies.at(Instant.parse(at))).isSameAs(bundle.engine());
    return bundle.manifest().sequence();
  }
}
