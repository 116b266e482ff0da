package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("GB/T 32960.3: packets for engineers")
class StatutoryCommandTest {
  /** An engine of 800 r/min at 2026-11-23T16:30:05, typed from tables 2, 7 and 20 of 2025. */
  private static final String REPORT =
      "2424 02 FE 4C5445535430303030425245414B575452 01 0009 1A0B17101E05 04 0320 ";

  @TempDir Path directory;

  private static String packet() {
    byte[] bytes = HexFormat.of().parseHex((REPORT + "00").replace(" ", ""));
    byte code = 0;
    for (int i = 2; i < bytes.length - 1; i++) {
      code ^= bytes[i];
    }
    bytes[bytes.length - 1] = code;
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  @Test
  void decode_rightPacket_printsEveryFieldWithItsTableAndNoVin() {
    Result result = run("statutory", "decode", packet());

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .containsPattern("24 +time +1a 0b 17 10 1e 05 +2026-11-23T16:30:05 Beijing time")
        .containsPattern(
            "31 +engine.crankshaft +03 20 +800 r/min +GB/T 32960.3-2025 7.2.4.7, table 20")
        .contains("unverified")
        .containsPattern("vin +- +not shown")
        .doesNotContain("BREAKWTR")
        .doesNotContain("42 52 45 41 4b");
  }

  @Test
  void decode_fileInHexadecimalOrAsItIs_isTheSame() throws Exception {
    Path text = Files.writeString(directory.resolve("packet.txt"), packet() + "\n");
    byte[] raw = HexFormat.ofDelimiter(" ").parseHex(packet());
    Path binary = Files.write(directory.resolve("packet.bin"), raw);

    String expected = run("statutory", "decode", packet()).out();

    assertThat(run("statutory", "decode", text.toString()).out()).isEqualTo(expected);
    assertThat(run("statutory", "decode", binary.toString()).out()).isEqualTo(expected);
  }

  @Test
  void decode_wrongPacket_namesTheFieldAndTheTableInOneLine() {
    String wrong = packet().replaceFirst("04 03 20 ..$", "80 03 20 00");

    Result result = run("statutory", "decode", wrong);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1).contains("check-code", "table 2");
  }

  @ParameterizedTest
  @CsvSource({
    "24,             1, start",
    "2323,           1, command",
    "not-a-packet,   2, neither a packet in hexadecimal nor a file",
    "'',             2, neither a packet in hexadecimal nor a file",
  })
  void decode_whatIsNoPacket_saysSo(String given, int exitCode, String text) {
    Result result = run("statutory", "decode", given);

    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.err()).hasLineCount(1).contains(text);
  }

  @Test
  void decode_fileThatIsTooLarge_isNotRead() throws Exception {
    Path large = Files.write(directory.resolve("large"), new byte[300_000]);

    Result result = run("statutory", "decode", large.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("larger than");
  }
}
