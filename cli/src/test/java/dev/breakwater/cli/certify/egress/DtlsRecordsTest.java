package dev.breakwater.cli.certify.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.cli.certify.egress.Packet.Transport;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records written by hand from RFC 6347, RFC 9146 and RFC 5246. */
class DtlsRecordsTest {
  private static final String EPOCH_AND_NUMBER = "0001" + "000000000001";

  private final DtlsRecords records = new DtlsRecords();
  private Endpoint car;
  private Endpoint receiver;

  @BeforeEach
  void nameTheEnds() throws Exception {
    car = new Endpoint(InetAddress.getByName("192.0.2.1"), 40_000);
    receiver = new Endpoint(InetAddress.getByName("198.51.100.1"), 5684);
  }

  private Packet packet(Endpoint from, Endpoint to, String hex) {
    return new Packet(
        Transport.UDP, from, to, ByteBuffer.wrap(HexFormat.of().parseHex(hex)), hex.length() / 2);
  }

  private void agree(String suite, String extensions) {
    String body = "fefd" + "00".repeat(32) + "00" + suite + "00" + extensions;
    String length = "%06x".formatted(body.length() / 2);
    String handshake = "02" + length + "0000" + "000000" + length + body;
    String head =
        "16" + "fefd" + "0000" + "000000000000" + "%04x".formatted(handshake.length() / 2);
    records.learn(packet(receiver, car, head + handshake));
  }

  private static String record(String type, String connectionId, int length) {
    return type
        + "fefd"
        + EPOCH_AND_NUMBER
        + connectionId
        + "%04x".formatted(length)
        + "00".repeat(length);
  }

  private OptionalLong protectedIn(String datagram) {
    return records.protectedBytes(packet(car, receiver, datagram));
  }

  @ParameterizedTest
  @CsvSource({"c02b, 24", "c0ac, 24", "c0ae, 16", "c0a8, 16"})
  void applicationData_isTheRecordWithoutNonceAndTag(String suite, int overhead) {
    agree(suite, "0000");

    assertThat(protectedIn(record("17", "", 1000))).hasValue(1000 - overhead);
  }

  @Test
  void recordWithAConnectionId_hasOneByteMoreForItsTrueType() {
    agree("c02b", "000b" + "0036" + "0007" + "06" + "a1a2a3a4a5a6");

    assertThat(protectedIn(record("19", "a1a2a3a4a5a6", 1000))).hasValue(1000 - 25);
  }

  @Test
  void severalRecordsInADatagram_areAllCounted_handshakesAndAlertsAreNot() {
    agree("c02b", "0000");

    assertThat(protectedIn(record("17", "", 124) + record("15", "", 26) + record("17", "", 34)))
        .hasValue(100 + 10);
    assertThat(protectedIn(record("16", "", 80))).hasValue(0);
  }

  @Test
  void withoutAHandshakeInTheCapture_nothingIsGuessed() {
    assertThat(protectedIn(record("17", "", 1000))).isEmpty();
    assertThat(protectedIn(record("16", "", 80))).hasValue(0);
  }

  @Test
  void brokenServerHello_agreesOnNothing() {
    records.learn(packet(receiver, car, "16fefd0000000000000000" + "0020" + "02".repeat(20)));

    assertThat(protectedIn(record("17", "", 1000))).isEmpty();
  }

  @Test
  void isDtls_ofOtherDatagrams_isFalse() {
    assertThat(DtlsRecords.isDtls(ByteBuffer.wrap(HexFormat.of().parseHex(record("17", "", 30)))))
        .isTrue();
    assertThat(DtlsRecords.isDtls(ByteBuffer.wrap(new byte[100]))).isFalse();
    assertThat(DtlsRecords.isDtls(ByteBuffer.allocate(0))).isFalse();
  }
}
