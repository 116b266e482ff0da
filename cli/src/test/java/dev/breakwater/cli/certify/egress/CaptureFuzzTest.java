package dev.breakwater.cli.certify.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever sends a packet past the examiner writes what the capture holds. */
final class CaptureFuzzTest {
  private static final String ETHERNET = "ffffffffffff" + "020000000001" + "0800";

  private static void read(byte[] file) throws IOException {
    var records = new DtlsRecords();
    PcapReader reader = PcapReader.open(new ByteArrayInputStream(file));
    Optional<PcapReader.Captured> captured = reader.next();
    while (captured.isPresent()) {
      Optional<Packet> packet = Packet.of(captured.get());
      if (packet.isPresent()) {
        int length = packet.get().payload().remaining();
        assertThat(DnsNames.in(packet.get().payload()).length()).isLessThanOrEqualTo(length);
        records.learn(packet.get());
        assertThat(records.protectedBytes(packet.get()).orElse(0)).isNotNegative();
      }
      captured = reader.next();
    }
  }

  @Test
  void capture_broken_isRefusedOrReadWithinItsPackets() {
    byte[] dns = PacketTest.file(ByteOrder.LITTLE_ENDIAN, 1, ETHERNET + PacketTest.IPV4_UDP);
    byte[] raw = PacketTest.file(ByteOrder.BIG_ENDIAN, 101, PacketTest.IPV4_UDP);
    var target =
        FuzzTarget.of("capture", IOException.class, CaptureFuzzTest::read)
            .startingFrom(dns)
            .startingFrom(raw);
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }
}
