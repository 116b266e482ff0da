package dev.breakwater.agent.capture.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InVehicleAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:1883",
        "10.0.0.7:1",
        "172.16.0.1:1883",
        "172.31.255.255:65535",
        "192.168.1.2:1883",
        "169.254.3.4:1883",
        "[::1]:1883",
        "[fd00::7]:1883",
        "[fe80::1]:1883",
      })
  void address_inTheCar_isTaken(String text) {
    assertThat(new InVehicleAddress(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8:1883",
        "172.32.0.1:1883",
        "192.169.0.1:1883",
        "11.0.0.1:1883",
        "0.0.0.0:1883",
        "255.255.255.255:1883",
        "224.0.0.1:1883",
        "[2001:db8::1]:1883",
        "[fec0::1]:1883",
        "[::ffff:8.8.8.8]:1883",
        "[::]:1883",
      })
  void address_outsideTheCar_isRefused(String text) {
    assertThatThrownBy(() -> new InVehicleAddress(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an address in the car");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:1883",
        "broker.example:1883",
        "127.0.0.1",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "::1:1883",
        "127.0.0.1:1883/x",
      })
  void address_thatWouldHaveToBeLookedUp_orHasNoPort_isRefused(String text) {
    assertThatThrownBy(() -> new InVehicleAddress(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an address in numbers with a port");
  }
}
