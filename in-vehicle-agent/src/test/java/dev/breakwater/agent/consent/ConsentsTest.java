package dev.breakwater.agent.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.policy.rule.Consent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Nothing is decided until the driver decides it (Auto Provisions Art. 6(2))")
class ConsentsTest {
  @TempDir Path home;

  @Test
  void consents_noFile_areNotSet() throws Exception {
    assertThat(Consents.load(home.resolve("none.json")).of("cabin.camera"))
        .isEqualTo(Consent.NOT_SET);
  }

  @Test
  void consents_longestEntry_wins() throws Exception {
    var consents = load("{\"cabin\": \"IN_VEHICLE\", \"cabin.camera\": \"NO\", \"pos\": \"YES\"}");

    assertThat(consents.of("cabin.camera")).isEqualTo(Consent.NO);
    assertThat(consents.of("cabin.camera.front")).isEqualTo(Consent.NO);
    assertThat(consents.of("cabin.microphone")).isEqualTo(Consent.IN_VEHICLE);
    assertThat(consents.of("position.precise")).isEqualTo(Consent.NOT_SET);
    assertThat(consents.of("")).isEqualTo(Consent.NOT_SET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"a\": \"MAYBE\"}", "{\"a\": null}", "{\"a\":", "{\"a\": 3}"})
  void consents_otherContent_stopTheStart(String content) {
    assertThatThrownBy(() -> load(content)).isInstanceOf(IOException.class);
  }

  @Test
  void consents_fileOverTheLimit_stopsTheStart() {
    assertThatThrownBy(() -> load(" ".repeat(Consents.MAX_BYTES + 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("larger than");
  }

  private Consents load(String content) throws IOException {
    return Consents.load(Files.writeString(home.resolve("consents.json"), content));
  }
}
