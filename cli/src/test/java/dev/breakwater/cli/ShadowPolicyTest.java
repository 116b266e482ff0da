package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither side starts with a shadow policy that is none. */
final class ShadowPolicyTest {
  @TempDir private Path folder;
  private Path pack;

  @BeforeEach
  void write() throws Exception {
    pack = Files.writeString(folder.resolve("broken.yaml"), "pack: x\n");
  }

  private void assertNamesTheMistake(Result result) {
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains(pack + ":1:1: the field 'zone' is missing").hasLineCount(1);
  }

  @Test
  void agent_brokenShadowPolicy_doesNotStart() throws Exception {
    assertNamesTheMistake(
        run("agent", "run", "--video", "x.mp4", "--shadow-policy", pack.toString()));
  }

  @Test
  void jobOnACluster_brokenShadowPolicy_isNotSubmitted() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("cloud.yaml"),
            "installation: {data: %s}\njob: {shadow-policy: %s}\n".formatted(folder, pack));
    assertNamesTheMistake(run("cloud", "job", "--config", config.toString()));
  }

  @Test
  void cloud_brokenShadowPolicy_doesNotStart() throws Exception {
    assertNamesTheMistake(
        run("cloud", "run", "--data", folder.toString(), "--shadow-policy", pack.toString()));
  }
}
