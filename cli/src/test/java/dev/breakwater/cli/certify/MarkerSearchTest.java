package dev.breakwater.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerSearchTest {
  private static final String MARKER = "CANARY-7f3a-plate";

  private final MarkerSearch search = new MarkerSearch();
  private final byte[] file = new byte[4096];

  @BeforeEach
  void plant() {
    new Random(1).nextBytes(file);
    search.addText(MARKER);
    search.addContent("camera/000001.raw", Bytes.of(file));
  }

  private String find(byte[] bytes) {
    return search.find(Bytes.of(bytes));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(ascii("head of a record "));
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    out.writeBytes(ascii(" tail"));
    return out.toByteArray();
  }

  @Test
  void nothingPlanted_findsNothing() throws IOException {
    byte[] other = new byte[1 << 20];
    new Random(2).nextBytes(other);

    assertThat(find(other)).isEmpty();
    assertThat(find(ascii(Base64.getEncoder().encodeToString(other)))).isEmpty();
    assertThat(find(gzip(other))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void marker_anywhereInsideAnEncodedText_isFound(int offset) {
    String text = "x".repeat(offset) + MARKER + " and more of it";

    assertThat(find(ascii(text))).isEqualTo(MARKER);
    assertThat(find(ascii("id=" + Base64.getEncoder().encodeToString(ascii(text)) + ";")))
        .isEqualTo(MARKER);
    assertThat(find(ascii(Base64.getUrlEncoder().encodeToString(ascii(text))))).isEqualTo(MARKER);
    assertThat(find(ascii(HexFormat.of().formatHex(ascii(text))))).isEqualTo(MARKER);
    assertThat(find(ascii(HexFormat.of().withUpperCase().formatHex(ascii(text)))))
        .isEqualTo(MARKER);
  }

  @Test
  void marker_inBase32_isFound() {
    // Written with coreutils: printf CANARY-7f3a-plate | base32
    assertThat(find(ascii("INAU4QKSLEWTOZRTMEWXA3DBORSQ===="))).isEqualTo(MARKER);
    assertThat(find(ascii("inau4qkslewtozrtmewxa3dborsq"))).isEqualTo(MARKER);
  }

  @Test
  void pieceOfAFile_packedAndEncoded_isFound() throws IOException {
    byte[] piece = java.util.Arrays.copyOfRange(file, 1000, 1100);

    assertThat(find(piece)).isEqualTo("camera/000001.raw");
    assertThat(find(gzip(piece))).isEqualTo("camera/000001.raw");
    assertThat(find(ascii(Base64.getMimeEncoder().encodeToString(gzip(piece)).replace("\r\n", ""))))
        .isEqualTo("camera/000001.raw");
    var out = new ByteArrayOutputStream();
    try (var zlib = new DeflaterOutputStream(out)) {
      zlib.write(piece);
    }
    assertThat(find(out.toByteArray())).isEqualTo("camera/000001.raw");
  }

  @Test
  void packedBytesThatBreakOff_areSearchedAsFarAsTheyGo() throws IOException {
    byte[] packed = gzip(java.util.Arrays.copyOf(file, 2000));

    assertThat(find(java.util.Arrays.copyOf(packed, 1500))).isEqualTo("camera/000001.raw");
  }

  @Test
  void compressedBomb_isUnpackedToTheLimit() throws IOException {
    assertThat(find(gzip(new byte[64 << 20]))).isEmpty();
  }
}
