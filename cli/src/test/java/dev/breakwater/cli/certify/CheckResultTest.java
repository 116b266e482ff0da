package dev.breakwater.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckResultTest {
  @TempDir Path directory;

  @Test
  void result_writtenAndRead_isEqual() throws Exception {
    Path seen = Files.writeString(directory.resolve("seen.txt"), "abc");
    var result =
        new CheckResult(
            "cabin-default",
            List.of("V1"),
            "Auto Provisions Art. 6(2)",
            CheckResult.Verdict.NOT_TESTED,
            List.of(CheckResult.Evidence.of(directory, seen)),
            List.of("no cabin"));
    Path file = directory.resolve("result.json");

    result.write(file);

    assertThat(CheckResult.read(file)).isEqualTo(result);
    assertThat(file).content().contains("\"not-tested\"", "\"seen.txt\"", "ba7816bf8f01cfea");
  }

  @Test
  void result_fileOverTheLimit_isRefused() throws Exception {
    Path file = directory.resolve("large.json");
    Files.write(file, new byte[CheckResult.MAX_BYTES + 1]);

    assertThatThrownBy(() -> CheckResult.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("larger than");
  }
}
