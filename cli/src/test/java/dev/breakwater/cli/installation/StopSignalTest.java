package dev.breakwater.cli.installation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  /** What a JVM of its own runs. */
  static final class Stopping {
    private Stopping() {}

    public static void main(String[] args) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> say("stopping")));
      say("running");
    }

    private static void say(String when) {
      System.out.println(when + ": " + StopSignal.isGiven());
    }
  }

  @Test
  void isGiven_onlyWhenTheJvmIsOnItsWayOut() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Stopping.class.getName())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).lines())
        .containsExactly("running: false", "stopping: true");
    assertThat(process.waitFor()).isZero();
  }
}
