package dev.breakwater.cli.certify.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.cli.certify.egress.Networks.Place;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
  private static final String LIST =
      """
      networks: 1
      onshore:
        - {network: 198.51.100.0/24, name: receivers}
        - {network: "2001:db8:1::/48", name: receivers}
      declared:
        - {command: timesyncd, network: 198.51.100.0/24, what: clock}
      user-autonomous:
        - {command: /opt/browser, what: browser}
      """;

  private static Networks read(String yaml) throws InvalidSourceException {
    return Networks.read(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "networks.yaml");
  }

  private static InetAddress address(String literal) throws Exception {
    return InetAddress.getByName(literal);
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.0, ONSHORE",
    "198.51.100.255, ONSHORE",
    "198.51.101.0, FOREIGN",
    "198.51.99.255, FOREIGN",
    "2001:db8:1:ffff::1, ONSHORE",
    "2001:db8:2::1, FOREIGN",
    "127.0.0.53, IN_VEHICLE",
    "::1, IN_VEHICLE",
    "fe80::1, IN_VEHICLE",
    "224.0.0.251, IN_VEHICLE",
    "10.0.0.1, FOREIGN",
    "8.8.8.8, FOREIGN"
  })
  void address_isWhereTheListSays_andForeignOtherwise(String literal, Place place)
      throws Exception {
    assertThat(read(LIST).placeOf(address(literal))).isEqualTo(place);
  }

  @Test
  void withoutAList_nothingIsOnshore() throws Exception {
    assertThat(Networks.none().placeOf(address("198.51.100.1"))).isEqualTo(Place.FOREIGN);
    assertThat(Networks.none().isUserAutonomous("")).isFalse();
  }

  @Test
  void declaredFlow_isOneOfThatCommandToThatNetwork() throws Exception {
    Networks list = read(LIST);
    assertThat(list.declared("/lib/systemd-timesyncd", address("198.51.100.7"))).contains("clock");
    assertThat(list.declared("/lib/systemd-timesyncd", address("198.51.101.7"))).isEmpty();
    assertThat(list.declared("curl", address("198.51.100.7"))).isEmpty();
    assertThat(list.isUserAutonomous("/opt/browser --tab")).isTrue();
    assertThat(list.isUserAutonomous("/opt/other")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "198.51.100.1/24",
        "198.51.100.0",
        "198.51.100.0/33",
        "2001:db8::/129",
        "receiver.example/24",
        "198.51.100/24/8"
      })
  void networkThatIsNone_isNamedWithItsPlace(String network) {
    assertThatThrownBy(
            () ->
                read("networks: 1\nonshore:\n  - {name: a, network: \"%s\"}\n".formatted(network)))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("networks.yaml:3:");
  }
}
