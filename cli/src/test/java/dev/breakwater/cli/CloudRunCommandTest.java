package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file is the one of the single processes; a whole start is tested end to end. */
class CloudRunCommandTest {
  @TempDir private Path folder;

  private String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("cloud.yaml"), yaml).toString();
  }

  @Test
  void configuration_unknownOption_stopsTheStartWithItsPlace() throws IOException {
    Result result = run("cloud", "run", "--config", file("receiver: {prt: 5684}\n"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("cloud.yaml:1:").contains("port");
  }

  @Test
  void directory_isThatOfTheFile_unlessTheCommandLineNamesOne() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "no directory");
    String config = file("installation: {data: %s/a}\n".formatted(taken));

    assertThat(run("cloud", "run", "--config", config).err()).contains(taken + "/a");
    assertThat(run("cloud", "run", "--config", config, "--data", taken + "/b").err())
        .contains(taken + "/b");
  }

  @Test
  void console_portThatIsNone_isOneLine() throws IOException {
    Result result = run("cloud", "console", "--config", file(""), "--port", "many");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1).contains("'--port'", "many");
  }

  @Test
  void processes_ofAnInstallationThatIsNotPrepared_isOneLine() throws IOException {
    String config = file("installation: {data: %s/none}\n".formatted(folder));

    for (String process : List.of("console", "appender")) {
      Result result = run("cloud", process, "--config", config);
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).hasLineCount(1).contains("none is no installation", "cloud prepare");
    }
  }
}
