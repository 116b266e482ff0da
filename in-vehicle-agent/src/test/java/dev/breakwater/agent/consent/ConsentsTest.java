package dev.breakwater.agent.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.rule.Consent;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Nothing is decided until the driver decides it (Auto Provisions Art. 6(2))")
class ConsentsTest {
  @Test
  void consents_noDecision_areNotSet() {
    assertThat(new Consents(Map.of()).of("cabin.camera")).isEqualTo(Consent.NOT_SET);
  }

  @Test
  void consents_longestEntry_wins() {
    var consents =
        new Consents(
            Map.of("cabin", Consent.IN_VEHICLE, "cabin.camera", Consent.NO, "pos", Consent.YES));

    assertThat(consents.of("cabin.camera")).isEqualTo(Consent.NO);
    assertThat(consents.of("cabin.camera.front")).isEqualTo(Consent.NO);
    assertThat(consents.of("cabin.microphone")).isEqualTo(Consent.IN_VEHICLE);
    assertThat(consents.of("position.precise")).isEqualTo(Consent.NOT_SET);
    assertThat(consents.of("")).isEqualTo(Consent.NOT_SET);
  }
}
