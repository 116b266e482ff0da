package dev.breakwater.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
  @Test
  @DisplayName("FIPS 180-4 example: SHA-256 of \"abc\"")
  void digest_ofAbc_isTheKnownAnswer() {
    assertThat(Digest.of("abc".getBytes(StandardCharsets.US_ASCII)).hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void itemId_writtenAndParsed_isEqual() {
    var vehicle = VehicleRef.random(new Random(1));
    var item = new ItemId(new ChainId(vehicle, 2, Lane.INCIDENT), 41);
    assertThat(ItemId.parse(item.toString())).isEqualTo(item);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b/c/d", "00112233445566778899aabbccddeeff/0/BULK/1", "/1/BULK/1"})
  void itemId_ofAnotherShape_isRejected(String text) {
    assertThatThrownBy(() -> ItemId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytes_changedOutside_stayTheSame() {
    byte[] source = {1, 2, 3};
    Bytes bytes = Bytes.of(source);
    source[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes).isEqualTo(Bytes.of(new byte[] {1, 2, 3}));
  }

  @Test
  void bytes_shown_doNotShowTheWholePayload() {
    assertThat(Bytes.of("a secret that is longer".getBytes(StandardCharsets.UTF_8)).toString())
        .isEqualTo("23 bytes 6120736563726574");
  }
}
