package dev.breakwater.cli.certify.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.cli.certify.egress.Packet.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Packets written by hand from the standards, byte by byte. */
class PacketTest {
  /** Version 4, length 33, UDP, 192.0.2.1 to 203.0.113.5; ports 4660 to 53; "hello". */
  static final String IPV4_UDP =
      "45000021000040004011 0000 c0000201 cb007105".replace(" ", "")
          + "12340035000d0000"
          + "68656c6c6f";

  static byte[] file(ByteOrder order, int linkType, String... frames) {
    ByteBuffer file = ByteBuffer.allocate(10_000).order(order);
    file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    file.putInt(262_144).putInt(linkType);
    for (String frame : frames) {
      byte[] bytes = HexFormat.of().parseHex(frame);
      file.putInt(1).putInt(2).putInt(bytes.length).putInt(bytes.length + 7).put(bytes);
    }
    return java.util.Arrays.copyOf(file.array(), file.position());
  }

  private static Optional<Packet> only(int linkType, String frame) throws IOException {
    var in = new ByteArrayInputStream(file(ByteOrder.LITTLE_ENDIAN, linkType, frame));
    return PcapReader.open(in).next().flatMap(Packet::of);
  }

  private static void assertHello(Optional<Packet> packet) {
    assertThat(packet).isPresent();
    assertThat(packet.get().transport()).isEqualTo(Transport.UDP);
    assertThat(packet.get().from()).hasToString("192.0.2.1:4660");
    assertThat(packet.get().to()).hasToString("203.0.113.5:53");
    byte[] payload = new byte[packet.get().payload().limit()];
    packet.get().payload().get(0, payload);
    assertThat(payload).asString().isEqualTo("hello");
  }

  @Test
  void everyLinkType_holdsTheSamePacket() throws IOException {
    String ethernet = "ffffffffffff" + "020000000001" + "0800";
    String vlan = "ffffffffffff" + "020000000001" + "8100" + "0005" + "0800";
    assertHello(only(1, ethernet + IPV4_UDP));
    assertHello(only(1, vlan + IPV4_UDP));
    assertHello(only(101, IPV4_UDP));
    assertHello(only(113, "0004" + "0001" + "0006" + "0200000000010000" + "0800" + IPV4_UDP));
    assertHello(
        only(
            276,
            "0800" + "0000" + "00000002" + "0001" + "04" + "06" + "0200000000010000" + IPV4_UDP));
    assertThat(only(1, ethernet + IPV4_UDP).get().wireBytes()).isEqualTo(14 + 33 + 7);
  }

  @Test
  void ethernetPadding_isNotPayload() throws IOException {
    assertHello(only(1, "ffffffffffff0200000000010800" + IPV4_UDP + "00".repeat(13)));
  }

  @Test
  void ipv6WithAnExtension_isRead() throws IOException {
    String head = "60000000" + "0015" + "00" + "40";
    String from = "20010db8000000000000000000000001";
    String to = "20010db8000000000000000000000002";
    String hopByHop = "11" + "00" + "050200000100";
    Optional<Packet> packet =
        only(101, head + from + to + hopByHop + "12340035000d0000" + "68656c6c6f");

    assertThat(packet.get().to()).hasToString("[2001:db8:0:0:0:0:0:2]:53");
    assertThat(packet.get().transport()).isEqualTo(Transport.UDP);
    assertThat(packet.get().payload().limit()).isEqualTo(5);
  }

  @Test
  void tcpHeadWithOptions_isNotPayload() throws IOException {
    String ip = "4500002e000040004006" + "0000" + "c0000201" + "cb007105";
    String tcp =
        "12340050" + "00000001" + "00000002" + "6018" + "ffff" + "0000" + "0000" + "02040578";
    Optional<Packet> packet = only(101, ip + tcp + "6869");

    assertThat(packet.get().transport()).isEqualTo(Transport.TCP);
    assertThat(packet.get().to().port()).isEqualTo(80);
    assertThat(packet.get().payload().limit()).isEqualTo(2);
  }

  @Test
  void laterFragment_hasNoPortsAndIsAllPayload() throws IOException {
    Optional<Packet> packet =
        only(101, "4500001c0000201040110000c0000201cb007105" + "0102030405060708");

    assertThat(packet.get().to().port()).isZero();
    assertThat(packet.get().payload().limit()).isEqualTo(8);
  }

  @Test
  void whatIsNoIpPacket_orCutShort_isNone() throws IOException {
    assertThat(only(1, "ffffffffffff0200000000010806" + "00".repeat(28))).isEmpty();
    assertThat(only(1, "ffff")).isEmpty();
    assertThat(only(101, "4500")).isEmpty();
    assertThat(only(101, "4f000021000040004011" + "0000c0000201cb007105" + "0102")).isEmpty();
    assertThat(only(101, "50".repeat(40))).isEmpty();
  }

  @Test
  void capture_ofTheOtherByteOrder_isRead() throws IOException {
    var in = new ByteArrayInputStream(file(ByteOrder.BIG_ENDIAN, 101, IPV4_UDP, IPV4_UDP));
    PcapReader reader = PcapReader.open(in);

    assertHello(reader.next().flatMap(Packet::of));
    assertHello(reader.next().flatMap(Packet::of));
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void capture_cutInAPacket_endsThere() throws IOException {
    byte[] whole = file(ByteOrder.LITTLE_ENDIAN, 101, IPV4_UDP);
    for (int length = 24; length < whole.length; length++) {
      var in = new ByteArrayInputStream(whole, 0, length);
      assertThat(PcapReader.open(in).next()).isEmpty();
    }
  }

  @Test
  void captureOfAnotherFormat_orWithAnAbsurdPacket_isRefused() {
    byte[] absurd = file(ByteOrder.LITTLE_ENDIAN, 101, IPV4_UDP);
    ByteBuffer.wrap(absurd)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(32, PcapReader.MAX_PACKET_BYTES + 1);
    assertThatThrownBy(() -> PcapReader.open(new ByteArrayInputStream(absurd)).next())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> PcapReader.open(new ByteArrayInputStream(new byte[24])))
        .hasMessageContaining("not a capture file");
    assertThatThrownBy(() -> PcapReader.open(new ByteArrayInputStream(new byte[5])))
        .hasMessageContaining("no head");
    assertThatThrownBy(
            () ->
                PcapReader.open(
                    new ByteArrayInputStream(file(ByteOrder.LITTLE_ENDIAN, 147, IPV4_UDP))))
        .hasMessageContaining("link type 147");
  }
}
