package dev.breakwater.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.policy.SmallCatalog;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackReaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"many-mistakes", "not-yaml", "aliases", "no-mapping", "conditions"})
  void load_brokenPack_namesEveryPlaceAtOnce(String defect) throws Exception {
    Bytes yaml = resource(defect + ".yaml");

    var e =
        catchThrowableOfType(
            InvalidSourceException.class,
            () -> PolicyPack.load(yaml, defect + ".yaml", SmallCatalog.load()));

    String expected = new String(resource(defect + ".txt").toArray(), StandardCharsets.UTF_8);
    assertThat(e.getMessage() + "\n").isEqualTo(expected);
  }

  @Test
  void load_builtInPack_isNamedByTheDigestOfItsFile() throws Exception {
    Bytes yaml;
    try (InputStream in = PolicyPack.class.getResourceAsStream("cn-auto.yaml")) {
      yaml = Bytes.of(in.readAllBytes());
    }

    assertThat(PolicyPack.cnAuto().digest()).isEqualTo(Digest.of(yaml));
    assertThat(PolicyPack.load(yaml, "cn-auto.yaml", PolicyPack.cnAuto().catalog()))
        .isEqualTo(PolicyPack.cnAuto());
  }

  @Test
  void load_fileOverTheLimit_isRefusedUnread() {
    assertRefused("#".repeat(Source.MAX_BYTES + 1), "the limit is 1048576");
  }

  @Test
  void load_nestingOverTheLimit_isRefused() {
    assertRefused("a: " + "[".repeat(100_000), "nesting depth (17) exceeds");
  }

  @Test
  void load_moreValuesThanTheLimit_isRefused() {
    assertRefused("rules: [" + "a,".repeat(120_000) + "a]", "more than 100000 values");
  }

  @Test
  void load_moreRulesThanTheLimit_isRefused() {
    assertRefused("rules: [" + "a,".repeat(10_001) + "a]", "the limit is 10000");
  }

  @Test
  void load_bytesThatAreNoText_areRefused() {
    assertThatThrownBy(() -> load(Bytes.of(new byte[] {(byte) 0xff})))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessage("x.yaml:1:1: the file is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void load_damagedPack_loadsOrNamesItsProblems(long seed) throws Exception {
    var random = new Random(seed);
    byte[] pack;
    try (InputStream in = PolicyPack.class.getResourceAsStream("cn-auto.yaml")) {
      pack = in.readAllBytes();
    }
    for (int i = 0; i < 60; i++) {
      byte[] damaged = pack.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) (32 + random.nextInt(95));
      }
      try {
        PolicyPack.load(Bytes.of(damaged), "damaged.yaml", PolicyPack.cnAuto().catalog());
      } catch (InvalidSourceException e) {
        assertThat(e.problems()).as("seed %d, round %d", seed, i).isNotEmpty();
      }
    }
  }

  private static void assertRefused(String yaml, String message) {
    Bytes bytes = Bytes.of(yaml.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> load(bytes))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining(message);
  }

  private static PolicyPack load(Bytes yaml) throws InvalidSourceException {
    return PolicyPack.load(yaml, "x.yaml", SmallCatalog.load());
  }

  private static Bytes resource(String name) throws IOException {
    try (InputStream in = PackReaderTest.class.getResourceAsStream(name)) {
      return Bytes.of(in.readAllBytes());
    }
  }
}
