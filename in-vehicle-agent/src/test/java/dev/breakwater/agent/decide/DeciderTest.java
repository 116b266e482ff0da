package dev.breakwater.agent.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  @Test
  @DisplayName(
      "GB/T 44464-2024 5.8: nothing goes directly abroad, and the uplink does not lead there")
  void offboard_packThatAsksWhereTheReceiverIs_isToldOnshore() {
    var packs = List.of(PolicyPack.cnAuto(), PolicyPack.builtIn("cn-border"));
    var pack = PolicyPack.together("both", Digest.of(Bytes.of(new byte[0])), packs);
    var policies = new PoliciesInForce(PolicyEngine.compile(pack));
    var decider = new Decider(policies, new Consents(Map.of()), InstantSource.fixed(NOW));

    Cleared cleared =
        decider
            .collect("vehicle.motion.speed", "telemetry", NOW)
            .pass(NOW, stays -> {})
            .flatMap(
                collected ->
                    decider.offboard(collected, "vehicle.motion.speed").pass(NOW, stays -> {}))
            .orElseThrow();

    assertThat(cleared.category()).isEqualTo("vehicle.motion.speed");
  }
}
