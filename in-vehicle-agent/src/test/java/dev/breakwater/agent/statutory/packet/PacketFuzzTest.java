package dev.breakwater.agent.statutory.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.fuzz.RoundTrip;
import dev.breakwater.wire.Bytes;
import org.junit.jupiter.api.Test;

class PacketFuzzTest {
  private static final int SMALLEST = 25;

  @Test
  void packet_broken_isRefusedOrReadAsItIsWritten() {
    var decoder =
        RoundTrip.<Packet>canonical(
            input -> Packet.decode(Bytes.of(input)), packet -> packet.encode().toArray());
    var target =
        FuzzTarget.of(
            "statutory-packet",
            WrongPacketException.class,
            input -> decoder.decode(completed(input)));
    for (Vector vector : Vector.all().toList()) {
      target = target.startingFrom(vector.bytes().toArray());
    }
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }

  /** Length and check code are made right: behind them lies what is to be tried. */
  private static byte[] completed(byte[] input) {
    if (input.length < SMALLEST || input.length > Packet.MAX_BYTES) {
      return input;
    }
    int length = input.length - SMALLEST;
    input[22] = (byte) (length >> 8);
    input[23] = (byte) length;
    return Vector.checked(Bytes.of(input)).toArray();
  }
}
