package dev.breakwater.policy.bundle;

import static dev.breakwater.policy.bundle.TestBundle.key;
import static dev.breakwater.policy.bundle.TestBundle.ring;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundleFuzzTest {
  private static final TestBundle MADE = TestBundle.of(1, "2026-12-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

  static Stream<FuzzTarget> targets() {
    return Stream.of(bundle(), manifest());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("targets")
  void reader_brokenInput_isRefusedOrCanBeUsed(FuzzTarget target) {
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }

  private static FuzzTarget bundle() {
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));
    var acceptance = new Acceptance(ring(key("ed.1")), TestBundle.SCHEME, policies);
    FuzzTarget.Decoder decoder =
        input ->
            assertThat(acceptance.examine(Bytes.of(input), NOW).manifest().sequence()).isEqualTo(1);
    return FuzzTarget.of("policy-bundle", BundleRefusedException.class, decoder)
        .startingFrom(MADE.tar().toArray());
  }

  private static FuzzTarget manifest() {
    FuzzTarget.Decoder decoder =
        input ->
            assertThat(Manifest.read(Bytes.of(input), TestBundle.SCHEME).sequence()).isPositive();
    return FuzzTarget.of("policy-manifest", InvalidSourceException.class, decoder)
        .startingFrom(MADE.manifest().text().toArray());
  }
}
