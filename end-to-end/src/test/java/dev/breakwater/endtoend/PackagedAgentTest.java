package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release for a car, from its own folder, on a machine that has neither a JDK nor Maven. */
class PackagedAgentTest {
  @TempDir static Path out;
  private static Path release;

  @BeforeAll
  static void makeTheRelease() throws Exception {
    Path home = Path.of(System.getProperty("java.home"));
    assumeTrue(
        Files.exists(home.resolve("bin/jlink")), "this JDK has no jlink: no release is made");
    var packaging =
        new ProcessBuilder(
            Product.repository().resolve("deploy/vehicle/package").toString(), out.toString());
    packaging.environment().put("JAVA_HOME", home.toString());
    Product.Result made = run(packaging);
    assertThat(made.exitCode()).as(made.output()).isZero();
    release = out.resolve("elsewhere");
    Files.createDirectories(release);
    Product.Result unpacked =
        run(
            new ProcessBuilder(
                "tar",
                "-xzf",
                out.resolve("breakwater-agent.tar.gz").toString(),
                "-C",
                release.toString()));
    assertThat(unpacked.exitCode()).as(unpacked.output()).isZero();
    release = release.resolve("breakwater-agent");
  }

  private static Product.Result run(ProcessBuilder builder)
      throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Product.Result(process.waitFor(), output);
  }

  /** Runs the agent with nothing in its environment but a path, and a home that is not there. */
  private static Product.Result agent(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "-i",
                "PATH=/usr/bin:/bin",
                "HOME=/nonexistent",
                "BREAKWATER_ERRORS=" + out,
                release.resolve("bin/agent").toString()));
    command.addAll(List.of(arguments));
    return run(new ProcessBuilder(command).directory(out.toFile()));
  }

  @Test
  void release_hasItsOwnRuntime_andNothingOfTheOnshoreSide() throws Exception {
    assertThat(release.resolve("runtime/bin/java")).isExecutable();
    try (Stream<Path> libraries = Files.list(release.resolve("lib"))) {
      assertThat(libraries.map(each -> each.getFileName().toString()))
          .isNotEmpty()
          .noneMatch(name -> name.matches("(kafka|flink|iceberg|hadoop|rocksdb|scala).*"));
    }
  }

  @Test
  void release_carriesTheLicencesOfEachJarAndOfTheRuntime() throws Exception {
    ShippedLicences.assertComplete(release.resolve("lib"), release);
    assertThat(release.resolve("runtime/legal/java.base/LICENSE")).exists();
  }

  @Test
  void agent_printsItsConfiguration() throws Exception {
    Product.Result printed = agent("config");

    assertThat(printed.exitCode()).as(printed.output()).isZero();
    assertThat(printed.output()).contains("\nuplink:\n", "\nkeys:\n");
  }

  @Test
  void agent_thatIsNotEnrolled_getsAsFarAsItsIdentity() throws Exception {
    Path trace = Files.writeString(out.resolve("signals.jsonl"), "");
    Path config =
        Files.writeString(
            out.resolve("car.yaml"),
            "installation: {data: %s}\ncapture: {trace: %s}\nuplink: {port: 5684}\n"
                .formatted(out.resolve("data"), trace));

    Product.Result result = agent("run", "--config", config.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).contains("vehicle/identity").hasLineCount(1);
  }

  @Test
  void unit_isWhatSystemdAccepts_andWritesNothingOfTheMemory() throws Exception {
    String unit = Files.readString(release.resolve("breakwater-agent.service"));
    assertThat(unit).contains("\nLimitCORE=0\n", "\nMemorySwapMax=0\n", "\nNoNewPrivileges=yes\n");
    assertThat(Files.readString(release.resolve("bin/agent")))
        .contains("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=\"${BREAKWATER_ERRORS:-/run/");
    if (Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))) {
      Path here = out.resolve("breakwater-agent.service");
      Files.writeString(
          here, unit.replace("/opt/breakwater/current", release.toAbsolutePath().toString()));
      Product.Result verified =
          run(new ProcessBuilder("systemd-analyze", "verify", here.toString()));
      assertThat(verified.output()).isEmpty();
    }
  }
}
