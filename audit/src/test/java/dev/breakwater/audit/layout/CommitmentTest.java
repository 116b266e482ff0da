package dev.breakwater.audit.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CommitmentTest {
  private static final Bytes KEY = key(0);
  private static final CommittedContent CONTENT =
      new CommittedContent(
          "v-1/3/TELEMETRY/42",
          Digest.of("payload".getBytes(StandardCharsets.UTF_8)),
          "s-9",
          1_700_000_000_000L,
          "");

  // Known answers made with Python's hmac and hashlib from the documented formula.
  @Test
  void salt_knownKeyAndItem_isTheKnownAnswer() {
    Bytes salt = Commitment.salt(KEY, "v-1/3/TELEMETRY/42", "STORE");

    assertThat(new Digest(salt).hex())
        .isEqualTo("a669cbdb1bb25befa5881c3d08a5c7e58752e0e6eb9ffdc4cefc02497ef62ef3");
  }

  @Test
  void of_knownContent_isTheKnownAnswer() {
    assertThat(Commitment.of(KEY, "STORE", CONTENT).hex())
        .isEqualTo("b5a6c6ddec4ffd13e26f170bcf4f41138ff923a5f6b0c2d9b2e6e88e1f1296d4");
  }

  @Test
  void of_anyOtherPart_isAnotherCommitment() {
    Digest commitment = Commitment.of(KEY, "STORE", CONTENT);

    assertThat(Commitment.of(key(1), "STORE", CONTENT)).isNotEqualTo(commitment);
    assertThat(Commitment.of(KEY, "EXPORT", CONTENT)).isNotEqualTo(commitment);
    assertThat(
            Commitment.of(
                KEY,
                "STORE",
                new CommittedContent(
                    CONTENT.item(), CONTENT.digest(), "s-9", 1_700_000_000_000L, "r")))
        .isNotEqualTo(commitment);
  }

  @Test
  void content_textThatNeedsEscaping_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommittedContent("a\"b", Digest.ZERO, "", 0, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommittedContent("a", Digest.ZERO, "", 0, "接收方"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommittedContent("a".repeat(257), Digest.ZERO, "", 0, ""));
  }

  @Test
  void salt_shortKey_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Commitment.salt(Bytes.of(new byte[31]), "i", "STORE"));
  }

  private static Bytes key(int first) {
    byte[] key = new byte[Commitment.KEY_LENGTH];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (first + i);
    }
    return Bytes.of(key);
  }
}
