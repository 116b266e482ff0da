package dev.breakwater.agent.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A token of softhsm2, where the environment of the tests says. */
public final class SoftToken {
  public static final String LABEL = "car";
  public static final String PIN = "4711-test-pin";
  public static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");

  private SoftToken() {}

  /** Makes the token, once for all tests of a process: the library reads its folder only then. */
  public static void prepare() throws IOException, InterruptedException {
    String configuration = System.getenv("SOFTHSM2_CONF");
    assumeTrue(
        Files.exists(LIBRARY) && configuration != null,
        "softhsm2 is absent (apt-get install softhsm2): the hardware vault is not tested");
    Path file = Path.of(configuration);
    Path tokens = file.resolveSibling("tokens-" + ProcessHandle.current().pid());
    if (Files.exists(tokens)) {
      return;
    }
    Files.createDirectories(tokens);
    Files.writeString(
        file,
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    run(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        LABEL,
        "--pin",
        PIN,
        "--so-pin",
        "0000");
  }

  static String run(String... command) throws IOException, InterruptedException {
    // Their warnings would come in the middle of what they print.
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
