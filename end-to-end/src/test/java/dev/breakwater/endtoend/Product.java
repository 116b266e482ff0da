package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged product, run as a user runs it: a process with arguments, output and exit code. */
final class Product {
  private static final Path LIBRARIES = repository().resolve("cli/target/breakwater/lib");
  private static final long MOST_MINUTES = 8;

  private Product() {}

  record Result(int exitCode, String output) {}

  static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("mvnw")) ? here : here.resolve("..").normalize();
  }

  /** Returns a folder or file of the shared pictures and clips, if this machine has them. */
  static Optional<Path> vision(String path) {
    Path file = repository().resolve("../shared/vision").resolve(path).normalize();
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }

  /** Returns the command that runs the product, up to its arguments. */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        // Most live for seconds.
        "-XX:TieredStopAtLevel=1",
        "-cp",
        LIBRARIES + "/*",
        "dev.breakwater.cli.Main");
  }

  static Process start(Path output, String... arguments) throws IOException {
    return start(List.of(), output, arguments);
  }

  /**
   * @param options of the JVM
   */
  static Process start(List<String> options, Path output, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(command());
    line.addAll(1, options);
    line.addAll(List.of(arguments));
    return launch(line, output);
  }

  private static Process launch(List<String> line, Path output) throws IOException {
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .start();
  }

  static Result run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(), arguments);
  }

  /**
   * @param options of the JVM
   */
  static Result run(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("breakwater-", ".out");
    try {
      Process process = start(options, output, arguments);
      return finish(process, output);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** Asks whether this machine can watch a process that has a network of its own. */
  static boolean canWatch() throws IOException, InterruptedException {
    return isThere("tcpdump")
        && isThere("unshare")
        && new ProcessBuilder("unshare", "-n", "true").start().waitFor() == 0;
  }

  static boolean isThere(String tool) {
    return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  /** Runs the product in a network of its own, where nobody else's packets are. */
  static Result runApart(String... arguments) throws IOException, InterruptedException {
    String network = "PATH=$PATH:/usr/sbin; ip link set lo up && exec \"$@\"";
    List<String> line =
        new ArrayList<>(List.of("unshare", "-n", "sh", "-c", network, "breakwater"));
    line.addAll(command());
    line.addAll(List.of(arguments));
    Path output = Files.createTempFile("breakwater-", ".out");
    try {
      return finish(launch(line, output), output);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** Runs the verifier that shares nothing with the product, in another language. */
  static Result verifyIndependently(String subject, String policy)
      throws IOException, InterruptedException {
    String name = subject.endsWith(".zip") ? "verify_pack.py" : "verify_log.py";
    String script = repository().resolve("end-to-end/verifier").resolve(name).toString();
    Path output = Files.createTempFile("verify-log-", ".out");
    try {
      Process process =
          new ProcessBuilder("python3", script, subject, policy)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return finish(process, output);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  static Result finish(Process process, Path output) throws IOException, InterruptedException {
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      fail("still running after %d minutes:\n%s", MOST_MINUTES, Files.readString(output));
    }
    return new Result(process.exitValue(), Files.readString(output));
  }

  static JsonNode summary(Path data) throws IOException {
    Path file = data.resolve("summary.json");
    assertThat(file).exists();
    return new ObjectMapper().readTree(file.toFile());
  }
}
