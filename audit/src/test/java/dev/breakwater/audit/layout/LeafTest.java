package dev.breakwater.audit.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeafTest {
  private static final String ENCODED =
      "{\"version\":1,\"sequence\":7,\"stage\":\"STORE\",\"commitment\":\""
          + "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\","
          + "\"decision\":\"STORED\",\"rules\":[\"cn-auto/exterior-1\",\"cn-auto/onshore\"],"
          + "\"pack\":\"0000000000000000000000000000000000000000000000000000000000000000\","
          + "\"hour\":\"2026-11-23T14:00:00Z\"}";
  private static final Leaf LEAF =
      new Leaf(
          7,
          new LeafContent(
              "STORE",
              Digest.of(new byte[1]),
              "STORED",
              List.of("cn-auto/exterior-1", "cn-auto/onshore"),
              Digest.ZERO,
              Instant.parse("2026-11-23T14:00:00Z")));

  @Test
  void encode_leaf_hasTheDocumentedForm() throws NonCanonicalException {
    assertThat(text(LEAF.encode())).isEqualTo(ENCODED);
    assertThat(Leaf.decode(bytes(ENCODED))).isEqualTo(LEAF);
  }

  @Test
  void encode_noRules_isReadBack() throws NonCanonicalException {
    var content =
        new LeafContent("EXPORT", Digest.ZERO, "REFUSED", List.of(), Digest.ZERO, Instant.EPOCH);
    var leaf = new Leaf(0, content);

    assertThat(Leaf.decode(leaf.encode())).isEqualTo(leaf);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\":1 | \"version\":2",
        "\"version\":1 | \"version\":01",
        "\"version\":1 | \"version\":4294967297",
        "\"sequence\":7 | \"sequence\":07",
        "\"sequence\":7 | \"sequence\":-7",
        "\"sequence\":7 | \"sequence\":9999999999999999999",
        "\"sequence\":7, | \"sequence\": 7,",
        "6e340b9c | 6E340B9C",
        "6e340b9c | 6e340b9",
        "STORED | STÖRED",
        "STORED | STO\\u0052ED",
        "STORED | ",
        "2026-11-23T14:00:00Z | 2026-11-23T14:00:01Z",
        "2026-11-23T14:00:00Z | 2026-11-23T14:00:00.000Z",
        "2026-11-23T14:00:00Z | 2026-11-23T24:00:00Z",
        "2026-11-23T14:00:00Z | +12026-11-23T14:00:00Z",
        "2026-11-23T14:00:00Z | -2026-11-23T14:00:00Z",
        "cn-auto/onshore | ",
        "[\" | [,\"",
        "]  | ,]",
        "} | },",
        "} | ",
        "{ | [",
      })
  void decode_anyOtherSpelling_isRefused(String part, String replacement) {
    String other = ENCODED.replace(part.strip(), replacement == null ? "" : replacement);

    assertThat(other).isNotEqualTo(ENCODED);
    assertThatThrownBy(() -> Leaf.decode(bytes(other))).isInstanceOf(NonCanonicalException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void decode_randomlyDamagedLeaf_isRefusedOrReadsAsItsBytes(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = bytes(ENCODED).toArray();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        Bytes entry = Bytes.of(damaged);
        assertThat(Leaf.decode(entry).encode()).as("seed %d", seed).isEqualTo(entry);
      } catch (NonCanonicalException e) {
        assertThat(e.what()).isEqualTo("leaf");
      }
    }
  }

  @Test
  void decode_emptyTruncatedOrHugeInput_isRefused() {
    for (int length = 0; length < ENCODED.length(); length++) {
      String cut = ENCODED.substring(0, length);
      assertThatThrownBy(() -> Leaf.decode(bytes(cut))).isInstanceOf(NonCanonicalException.class);
    }
    String many = ENCODED.replace("[", "[" + "\"r\",".repeat(10_000));
    assertThatThrownBy(() -> Leaf.decode(bytes(many))).hasMessageContaining("more than 64");
  }

  @Test
  void content_outsideItsLimits_isRefused() {
    Instant hour = Instant.EPOCH;
    List<String> tooMany = Collections.nCopies(65, "r");
    assertThatIllegalArgumentException().isThrownBy(() -> content("", List.of(), hour));
    assertThatIllegalArgumentException().isThrownBy(() -> content("a b", List.of(), hour));
    assertThatIllegalArgumentException().isThrownBy(() -> content("S", tooMany, hour));
    assertThatIllegalArgumentException().isThrownBy(() -> content("S", List.of(""), hour));
    assertThatIllegalArgumentException().isThrownBy(() -> content("S", List.of("\""), hour));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> content("S", List.of("r".repeat(129)), hour));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> content("S", List.of(), hour.plusSeconds(1)));
  }

  @Test
  void content_largest_fitsAnEntry() {
    var content = content("S", Collections.nCopies(64, "r".repeat(128)), Instant.EPOCH);

    assertThat(new Leaf(Long.MAX_VALUE, content).encode().length())
        .isLessThan(EntryBundle.MAX_ENTRY_BYTES);
  }

  private static LeafContent content(String stage, List<String> rules, Instant hour) {
    return new LeafContent(stage, Digest.ZERO, "STORED", rules, Digest.ZERO, hour);
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }
}
