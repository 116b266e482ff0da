package dev.breakwater.anonymizer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** ONNX Runtime reads the command line of its process, see {@link Network}. */
class LongCommandLineTest {
  private static final int CHARACTERS = 100_000;

  /** Opens the detector in a process of its own. */
  static final class OpenDetector {
    private OpenDetector() {}

    public static void main(String[] args) throws ModelRejectedException {
      NetworkDetector.open(ModelDescriptor.shipped()).close();
    }
  }

  @Test
  void detector_inAProcessWithAVeryLongCommandLine_opens() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    var process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx128m",
                    "-cp",
                    classPath,
                    OpenDetector.class.getName(),
                    "x".repeat(CHARACTERS)))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
