package dev.breakwater.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverAddressTest {
  @Test
  void list_ofNamesAndAddresses_isReadInItsOrder() {
    assertThat(ReceiverAddress.parse("a.example:5684, 10.0.0.1:1,[2001:db8::1]:65535"))
        .containsExactly(
            new ReceiverAddress("a.example", 5684),
            new ReceiverAddress("10.0.0.1", 1),
            new ReceiverAddress("2001:db8::1", 65_535));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a:", ":1", "a:0", "a:65536", "a:1,", "a:1;b:2", "2001:db8::1:5"})
  void list_thatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> ReceiverAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void list_longerThanTheLimit_isRefused() {
    String most = "a:1" + ",a:1".repeat(ReceiverAddress.MAX_RECEIVERS - 1);
    assertThat(ReceiverAddress.parse(most)).hasSize(ReceiverAddress.MAX_RECEIVERS);
    assertThatThrownBy(() -> ReceiverAddress.parse(most + ",a:1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
