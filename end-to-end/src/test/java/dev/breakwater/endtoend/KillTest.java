package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in drive while one of its processes is killed in the middle. */
class KillTest {
  @TempDir Path data;

  private static ProcessHandle child(Process demo, String command) {
    return demo.descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(command))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no process '" + command + "'"));
  }

  private static void await(Process demo, Path output, String text)
      throws IOException, InterruptedException {
    for (int tenths = 0; tenths < 1_800; tenths++) {
      if (Files.readString(output).contains(text)) {
        return;
      }
      if (!demo.isAlive()) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    fail("'" + text + "' did not appear in:\n" + Files.readString(output));
  }

  private void driveAndKill(String command) throws IOException, InterruptedException {
    Path output = data.resolve("demo.out");
    Process demo =
        Product.start(
            output, "demo", "--exit", "--port", "0", "--data", data.resolve("d").toString());
    try {
      await(demo, output, "frames");
      TimeUnit.SECONDS.sleep(2);
      ProcessHandle victim = child(demo, command);
      assertThat(victim.destroyForcibly()).isTrue();
      var result = Product.finish(demo, output);
      assertThat(result.exitCode()).as(result.output()).isZero();
      assertThat(result.output()).contains("died", "Verdict: good");
      JsonNode summary = Product.summary(data.resolve("d"));
      assertThat(summary.at("/sent").asLong()).isPositive();
      assertThat(summary.at("/stored")).isEqualTo(summary.at("/sent"));
    } finally {
      demo.descendants().forEach(ProcessHandle::destroyForcibly);
      demo.destroyForcibly();
    }
  }

  @Test
  void agent_killedInTheMiddle_losesNothingAndCountsNothingTwice() throws Exception {
    driveAndKill("agent run");
  }

  @Test
  void cloud_killedInTheMiddle_losesNothingAcknowledged() throws Exception {
    driveAndKill("cloud run");
  }
}
