package dev.breakwater.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  private final Random random = new Random(7);

  private Bytes noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  private Bytes buried(Bytes needle, int before) {
    byte[] haystack = noise(before + needle.length() + 50).toArray();
    System.arraycopy(needle.toArray(), 0, haystack, before, needle.length());
    return Bytes.of(haystack);
  }

  @Test
  void content_anyTwentyFourBytesOfIt_areFoundAnywhere() {
    Bytes content = noise(4096);
    var search = new ByteSearch();
    search.addContent("camera/000001.raw", content);
    for (int from = 0; from < 400; from++) {
      Bytes piece = content.slice(from, from + 24);
      assertThat(search.find(buried(piece, from % 37))).isEqualTo("camera/000001.raw");
    }
  }

  @Test
  void content_absent_isNotFound() {
    var search = new ByteSearch();
    search.addContent("camera/000001.raw", noise(4096));
    assertThat(search.find(noise(1 << 20))).isEmpty();
  }

  @Test
  void text_isFoundAsAWholeOnly() {
    var search = new ByteSearch();
    search.addText("Vehicle.Driver.HeartRate");
    Bytes whole = Bytes.of("..Vehicle.Driver.HeartRate..".getBytes(StandardCharsets.UTF_8));
    Bytes tail = Bytes.of("..Vehicle.Cabin.HeartRate..".getBytes(StandardCharsets.UTF_8));
    assertThat(search.find(whole)).isEqualTo("Vehicle.Driver.HeartRate");
    assertThat(search.find(tail)).isEmpty();
  }

  @Test
  void shortText_isRejected() {
    assertThatThrownBy(() -> new ByteSearch().addText("short"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
