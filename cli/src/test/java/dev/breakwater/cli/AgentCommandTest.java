package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentCommandTest {
  @TempDir private Path home;

  private Path file(String yaml) throws IOException {
    return Files.writeString(home.resolve("car.yaml"), yaml);
  }

  @Test
  void run_unknownOption_stopsTheStartWithItsPlaceAndAHint() throws Exception {
    Path config = file("capture:\n  vidio: street.mp4\n");

    Result result = run("agent", "run", "--config", config.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            config
                + ":2:3: unknown option 'vidio'; did you mean 'video'?\n"
                + "  vidio: street.mp4\n"
                + "  ^\n");
  }

  @Test
  void run_neitherCameraNorTrace_saysWhereToNameOne() throws Exception {
    Result result = run("agent", "run", "--config", file("capture: {}\n").toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--video or --trace, or 'capture'").hasLineCount(1);
  }

  @Test
  void run_dataOfTheFile_isUsedUnlessTheCommandLineNamesAnother() throws Exception {
    String config =
        file("installation: {data: %s/a}\ncapture: {trace: x.jsonl}\n".formatted(home)).toString();

    assertThat(run("agent", "run", "--config", config).err()).contains(home + "/a/cloud");
    assertThat(run("agent", "run", "--config", config, "--data", home + "/b").err())
        .contains(home + "/b/cloud");
  }

  @Test
  void run_configThatIsNoFile_getsOneLine() {
    Result result = run("agent", "run", "--config", home.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("is not a file").hasLineCount(1);
  }

  @Test
  void config_printed_isAFileThatRunAccepts() throws Exception {
    Result printed = run("agent", "config");
    Result result = run("agent", "run", "--config", file(printed.out()).toString());

    assertThat(printed.exitCode()).isZero();
    assertThat(result.err()).contains("There is nothing to drive on.");
  }
}
