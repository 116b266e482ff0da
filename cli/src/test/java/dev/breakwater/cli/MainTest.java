package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  @TempDir Path directory;

  @Test
  void version_isThatOfTheBuild() {
    assertThat(run("--version").out()).matches("breakwater \\d+\\.\\d+\\.\\d+\\R");
  }

  @Test
  void everyCommand_hasHelp() {
    List<String[]> commands = new ArrayList<>();
    collect(Main.commandLine(), List.of(), commands);
    assertThat(commands).hasSizeGreaterThan(12);
    for (String[] command : commands) {
      Result help = run(command);
      assertThat(help.exitCode()).as(String.join(" ", command)).isZero();
      assertThat(help.out()).contains("Usage: breakwater");
    }
  }

  private static void collect(CommandLine line, List<String> path, List<String[]> commands) {
    List<String> help = new ArrayList<>(path);
    help.add("--help");
    commands.add(help.toArray(String[]::new));
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> next = new ArrayList<>(path);
              next.add(name);
              collect(sub, next, commands);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "demo --port many",
        "demo --video no-such-file.mp4 --data DIR/x",
        "anonymize no-such-file.jpg -o DIR/out",
        "anonymize",
        "audit verify no-such-log",
        "audit verify DIR --policy no-such-file",
        "audit prove not-an-item --data DIR",
        "cloud clip get 12 -o DIR/clip.mp4 --data DIR",
        "vehicle list --data DIR/nothing",
        "vehicle reset --data DIR/nothing --yes",
        "agent run --video x.mp4 --data DIR/nothing",
        "pki issue --ca DIR DIR/out"
      })
  void wrongInput_getsOneLineAndANonZeroExitCode(String line) {
    String[] arguments = line.replace("DIR", directory.toString()).split(" ");
    Result result = run(arguments);
    assertThat(result.exitCode()).isIn(1, 2);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith("breakwater");
  }

  @Test
  void pki_initTwice_keepsTheFirst() throws Exception {
    String ca = directory.resolve("ca").toString();
    assertThat(run("pki", "init", ca).exitCode()).isZero();
    Result again = run("pki", "init", ca);
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("not replaced");
    Result issued =
        run("pki", "issue", "--ca", ca, "--vehicle", directory.resolve("car").toString());
    assertThat(issued.exitCode()).as(issued.err()).isZero();
    try (var files = Files.list(directory.resolve("car"))) {
      assertThat(files.count()).isEqualTo(2);
    }
  }

  @Test
  void anonymize_aFileThatIsNoPicture_saysSoAndWritesNothing() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken.jpg"), "not a picture");
    Path out = directory.resolve("out");
    Result result = run("anonymize", broken.toString(), "-o", out.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("broken.jpg").hasLineCount(1);
    assertThat(out.resolve("broken.jpg")).doesNotExist();
  }
}
