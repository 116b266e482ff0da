package dev.breakwater.policy.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Law.md C1: a place is what somebody signed for, not a label")
class JurisdictionListTest {
  private static final String LIST =
      """
      sequence: 2
      networks:
        - {network: 203.0.113.0/24, jurisdiction: CN}
        - {network: 203.0.113.64/26, jurisdiction: SG}
        - {network: 10.9.0.0/16, jurisdiction: DE}
        - {network: "2001:db8::/32", jurisdiction: CN}
      hosts:
        - host: kafka.example.cn
          jurisdiction: CN
          pins: [00000000000000000000000000000000000000000000000000000000000000ff]
      """;

  @ParameterizedTest
  @CsvSource({
    "203.0.113.1,   CN",
    "203.0.113.64,  SG", // the longer prefix
    "203.0.113.128, CN",
    "2001:db8::1,   CN",
    "198.51.100.1,  ?",
    "10.9.1.1,      DE", // what is listed goes before what is private
    "10.8.1.1,      CN",
    "127.0.0.1,     CN",
  })
  void of_address_isWhereTheLongestNetworkSaysOrUnknown(String address, String place)
      throws Exception {
    byte[] bytes = InetAddress.getByName(address).getAddress();

    assertThat(list().of(bytes).orElse("?")).isEqualTo(place);
    assertThat(list().isOnshore(bytes)).isEqualTo(place.equals("CN"));
  }

  @Test
  void host_listed_hasItsPins() throws Exception {
    assertThat(list().host("Kafka.example.cn").orElseThrow().pins()).hasSize(1);
    assertThat(list().host("example.cn")).isEmpty();
  }

  @Test
  void load_brokenList_namesEveryPlaceAtOnce() {
    String text =
        """
        sequence: x
        networks: [{network: 1.2.3.4, jurisdiction: CN}, {network: 1.2.3.0/24, jurisdiction: China}]
        hosts: [{host: A, jurisdiction: CN}, {host: a, jurisdiction: CN, pins: [1]}]
        """;

    assertThat(
            catchThrowableOfType(
                    InvalidSourceException.class,
                    () -> JurisdictionList.load(bytes(text), "list.yaml"))
                .problems())
        .extracting(problem -> problem.line() + ":" + problem.column())
        .containsExactly("1:11", "2:22", "2:86", "3:16", "3:73");
  }

  private static JurisdictionList list() throws InvalidSourceException {
    return JurisdictionList.load(bytes(LIST), "list.yaml");
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
