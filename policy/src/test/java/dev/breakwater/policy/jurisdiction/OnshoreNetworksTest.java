package dev.breakwater.policy.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("GB/T 44464-2024 5.8: which addresses are onshore")
class OnshoreNetworksTest {
  private static final OnshoreNetworks LISTED =
      new OnshoreNetworks(
          List.of(
              Network.of("203.0.113.128/25"),
              Network.of("198.51.100.7/32"),
              Network.of("2001:db8:2::/47")));

  @ParameterizedTest
  @CsvSource({
    "203.0.113.128,            true",
    "203.0.113.255,            true",
    "203.0.113.127,            false",
    "203.0.114.128,            false",
    "198.51.100.7,             true",
    "198.51.100.8,             false",
    "8.8.8.8,                  false",
    "2001:db8::ffff,           false",
    "2001:db8:0:ffff:1::1,     false",
    "2001:db8:2::1,            true",
    "2001:db8:3:ffff::1,       true",
    "2001:db8:4::1,            false",
    "2001:db8:0:1::1,          false",
    "10.255.255.255,           true",
    "11.0.0.0,                 false",
    "172.31.255.255,           true",
    "172.32.0.0,               false",
    "192.168.1.1,              true",
    "192.169.1.1,              false",
    "100.64.0.1,               true",
    "100.128.0.1,              false",
    "127.0.0.1,                true",
    "fd00::1,                  true",
    "::1,                      true",
    "::2,                      false",
  })
  void admit_address_isOnshoreOnlyIfItIsListedOrPrivate(String address, boolean onshore)
      throws Exception {
    assertThat(LISTED.admit(InetAddress.getByName(address).getAddress())).isEqualTo(onshore);
  }

  @Test
  void admit_everyAddress_isInTheNetworkOfAll() throws Exception {
    assertThat(Network.of("0.0.0.0/0").contains(InetAddress.getByName("8.8.8.8").getAddress()))
        .isTrue();
    assertThat(Network.of("::/0").contains(InetAddress.getByName("2001:db8::1").getAddress()))
        .isTrue();
    assertThat(Network.of("::/0").contains(InetAddress.getByName("8.8.8.8").getAddress()))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "203.0.113.0",
        "203.0.113.0/33",
        "203.0.113/24",
        "203.0.113.256/24",
        "203.0.113.0.0/24",
        "a.b.c.d/8",
        "2001:db8::/129",
        "2001:db8:::/32",
        "2001::db8::/32",
        "2001:db8:1:2:3:4:5:6:7/64",
        "2001:db8/32",
        "12345::/16",
        "example.com/8",
        "203.0.113.0/24 "
      })
  void of_textThatIsNoNetwork_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Network.of(text));
  }

  @Test
  void networks_tooMany_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new OnshoreNetworks(
                    Collections.nCopies(
                        OnshoreNetworks.MAX_NETWORKS + 1, Network.of("10.0.0.0/8"))));
  }
}
