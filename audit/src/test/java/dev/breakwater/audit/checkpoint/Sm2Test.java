package dev.breakwater.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The key and the signature are those of the example in GB/T 32918.5, Annex A. */
class Sm2Test {
  private static final byte[] SECRET =
      hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
  private static final byte[] PUBLIC =
      hex(
          "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
              + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
  private static final byte[] SIGNATURE =
      hex(
          "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
              + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
  private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);

  @Test
  @DisplayName("GB/T 32918.5 Annex A: the public key of the example")
  void publicKey_exampleOfTheStandard_isItsPoint() {
    assertThat(Sm2.publicKey(SECRET)).isEqualTo(PUBLIC);
    assertThat(Sm2.isPublicKey(PUBLIC)).isTrue();
  }

  @Test
  @DisplayName("GB/T 32918.5 Annex A: the signature of the example verifies")
  void verify_exampleOfTheStandard_isSigned() {
    assertThat(Sm2.verify(PUBLIC, MESSAGE, SIGNATURE)).isTrue();
  }

  @Test
  @DisplayName("GB/T 32905 Annex A: the digests of the examples")
  void sm3_examplesOfTheStandard_areTheirDigests() {
    assertThat(sm3("abc"))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assertThat(sm3("abcd".repeat(16)))
        .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  }

  private static String sm3(String text) {
    var sm3 = new SM3Digest();
    byte[] message = text.getBytes(StandardCharsets.US_ASCII);
    sm3.update(message, 0, message.length);
    byte[] digest = new byte[sm3.getDigestSize()];
    sm3.doFinal(digest, 0);
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void verify_anyOtherByteOfTheSignature_isNotSigned() {
    for (int at = 0; at < SIGNATURE.length; at++) {
      byte[] other = SIGNATURE.clone();
      other[at] ^= 1;
      assertThat(Sm2.verify(PUBLIC, MESSAGE, other)).isFalse();
    }
    assertThat(Sm2.verify(PUBLIC, MESSAGE, new byte[63])).isFalse();
  }

  @Test
  void sign_exampleKey_verifies() {
    assertThat(Sm2.verify(PUBLIC, MESSAGE, Sm2.sign(SECRET, MESSAGE))).isTrue();
  }

  @Test
  void isPublicKey_pointBesideTheCurve_isNone() {
    byte[] beside = PUBLIC.clone();
    beside[64] ^= 1;

    assertThat(Sm2.isPublicKey(beside)).isFalse();
  }

  @Test
  void publicKey_secretOutOfRange_isRefused() {
    String last = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122";

    assertThatThrownBy(() -> Sm2.publicKey(new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Sm2.publicKey(hex(last))).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
