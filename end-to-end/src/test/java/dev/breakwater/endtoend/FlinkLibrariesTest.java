package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put into a Flink cluster. */
class FlinkLibrariesTest {
  @TempDir private Path out;

  @Test
  void libraries_carryTheLicencesOfEachJar_alsoWhenCollectedAgain() throws Exception {
    for (int i = 0; i < 2; i++) {
      Process process =
          new ProcessBuilder(
                  Product.repository().resolve("deploy/flink/libraries").toString(), out.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      ShippedLicences.assertComplete(out, out);
    }
  }
}
