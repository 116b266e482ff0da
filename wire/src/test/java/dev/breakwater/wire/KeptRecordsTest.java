package dev.breakwater.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file for each schema that any release wrote: {@code released/RECORD-FINGERPRINT.hex}, one
 * record in hexadecimal. None is ever changed or removed. Who changes a schema adds a file, whose
 * text the failing test shows.
 */
class KeptRecordsTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/breakwater/wire/released");

  /** Single-object encoding: marker (2 bytes), fingerprint (8 bytes). */
  private static final int HEADER_BYTES = 10;

  static Stream<CodecTest.Sample<?>> samples() {
    return CodecTest.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void record_ofTodaysSchema_isKeptAndReadAsItWasWritten(CodecTest.Sample<?> sample)
      throws Exception {
    Bytes today = sample.encoded();
    Path file = FOLDER.resolve(record(sample) + "-" + fingerprint(today) + ".hex");
    assertThat(file).as("keep this record: " + HexFormat.of().formatHex(today.toArray())).exists();
    assertThat(sample.decoder().decode(read(file))).isEqualTo(sample.value());
  }

  @Test
  void record_ofAnySchemaThatWasReleased_isRead() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.sorted().toList();
    }
    var decoders =
        samples().collect(Collectors.toMap(KeptRecordsTest::record, CodecTest.Sample::decoder));
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      String record = name.substring(0, name.lastIndexOf('-'));
      var decoder = requireNonNull(decoders.get(record), name);
      assertThat(decoder.decode(read(file))).as(name).isNotNull();
    }
  }

  private static String record(CodecTest.Sample<?> sample) {
    return sample.name().replace(' ', '-');
  }

  private static String fingerprint(Bytes encoded) {
    return HexFormat.of().formatHex(encoded.slice(2, HEADER_BYTES).toArray());
  }

  private static Bytes read(Path file) throws IOException {
    String hex = Files.readString(file, StandardCharsets.US_ASCII).replace("\n", "");
    return Bytes.of(HexFormat.of().parseHex(hex));
  }
}
