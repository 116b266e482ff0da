package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PIPL Art. 39: separate consent to an export")
class ExportConsentsTest {
  private static final Instant FROM = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2027-05-01T00:00:00Z");
  private static final String NOTICE = "ab".repeat(32);
  private static final String ANNA =
      "  - {subject: anna, recipient: example-gmbh, purpose: warranty, notice: '%s', from: %s, to: %s}\n"
          .formatted(NOTICE, FROM, UNTIL);

  private static ExportConsents load(String consents) throws InvalidSourceException {
    String yaml = "sequence: 2\nconsents:\n" + consents;
    return ExportConsents.load(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "consents.yaml");
  }

  private static ExportConsent.To to(String recipient, String purpose, String notice) {
    return new ExportConsent.To("anna", recipient, purpose, notice);
  }

  @Test
  void consent_isToOneRecipientPurposeAndNoticeAndForATime() throws Exception {
    ExportConsents consents = load(ANNA);

    assertThat(consents.has(to("example-gmbh", "warranty", NOTICE), FROM)).isTrue();
    assertThat(consents.has(to("example-gmbh", "warranty", NOTICE), UNTIL)).isFalse();
    assertThat(consents.has(to("example-gmbh", "warranty", NOTICE), FROM.minusMillis(1))).isFalse();
    assertThat(consents.has(to("example-inc", "warranty", NOTICE), FROM)).isFalse();
    assertThat(consents.has(to("example-gmbh", "research", NOTICE), FROM)).isFalse();
    assertThat(consents.has(to("example-gmbh", "warranty", "cd".repeat(32)), FROM)).isFalse();
    assertThat(ExportConsents.NONE.has(to("example-gmbh", "warranty", NOTICE), FROM)).isFalse();
  }

  @Test
  void paper_withMistakes_isRefusedWithEachPlace() {
    assertThatThrownBy(() -> load(ANNA + ANNA))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("consents.yaml:4:5: this consent is here twice");
    assertThatThrownBy(() -> load(ANNA.replace("ab", "x")))
        .isInstanceOf(InvalidSourceException.class);
    assertThatThrownBy(() -> load(ANNA.replace(UNTIL.toString(), FROM.toString())))
        .hasMessageContaining("'to' must be later than 'from'");
    assertThatThrownBy(() -> load(ANNA.replace("anna", "Anna B.")))
        .hasMessageContaining("an id has 1 to 64");
  }
}
