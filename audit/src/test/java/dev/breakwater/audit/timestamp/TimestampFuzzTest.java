package dev.breakwater.audit.timestamp;

import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimestampFuzzTest {
  @TempDir private Path home;

  @Test
  void token_brokenInput_isRejected_andNoOtherBytesAreTheToken() throws Exception {
    var random = new SecureRandom();
    var authority = LocalTimeAuthority.open(home, InstantSource.fixed(NOW), random);
    TimeAnchors anchors = TimeAnchors.read(LocalTimeAuthority.anchor(home));
    Digest digest = Digest.of(bytes("a checkpoint's text"));
    byte[] token =
        new TimestampClient(anchors, authority, random).stamp(digest).encoded().toArray();
    FuzzTarget.Decoder decoder =
        input -> {
          new TimestampToken(Bytes.of(input)).verify(digest, anchors);
          assertThat(input).isEqualTo(token);
        };
    var target = FuzzTarget.of("timestamp-token", InvalidTimestampException.class, decoder);

    assertThat(Fuzzer.ofSystemProperties().run(target.startingFrom(token))).isPositive();
  }
}
