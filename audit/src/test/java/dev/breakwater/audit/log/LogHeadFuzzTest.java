package dev.breakwater.audit.log;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.fuzz.RoundTrip;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogHeadFuzzTest {
  @Test
  void logHead_brokenInput_isRejectedOrReadAsItWouldBeWritten() {
    var checkpoint = new Checkpoint(KEY.name(), 7, Digest.ZERO);
    var head =
        new LogHead(
            Instant.ofEpochMilli(1_790_000_000_000L),
            Digest.ZERO,
            bytes("attached"),
            checkpoint,
            KEY.sign(checkpoint.text()).encode());
    var decoder =
        RoundTrip.of(
            input -> LogHead.decode(Bytes.of(input), KEY.verifierKey()),
            value -> value.encode().toArray());
    var target = FuzzTarget.of("log-head", LogBrokenException.class, decoder);
    assertThat(Fuzzer.ofSystemProperties().run(target.startingFrom(head.encode().toArray())))
        .isPositive();
  }
}
