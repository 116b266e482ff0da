package dev.breakwater.policy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final long LIMIT_SECONDS = 60;

  @Test
  void files_ofTheCases_areAsTheScriptWritesThem() throws Exception {
    assertThat(run("python3", "-B", "conformance/vectors.py", "--check")).isEmpty();
  }

  /** Returns what a program that must succeed said. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
