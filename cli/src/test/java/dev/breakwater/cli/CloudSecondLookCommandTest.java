package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it finds is tested in cloud-ingest; here are its options. */
class CloudSecondLookCommandTest {
  @TempDir private Path folder;

  private void assertRefuses(String says, String... options) {
    String[] line = new String[options.length + 4];
    System.arraycopy(
        new String[] {"cloud", "second-look", "--data", folder.toString()}, 0, line, 0, 4);
    System.arraycopy(options, 0, line, 4, options.length);
    Result result = run(line);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(says);
  }

  @Test
  void options_thatCannotBe_areNamedBeforeAnythingIsRead() {
    assertRefuses("a share is above 0 and at most 1, not 0.0", "--share", "0");
    assertRefuses("--every-frame 0 is not possible", "--every-frame", "0");
    assertRefuses("must be said", "--release", "0".repeat(64));
    assertRefuses(folder + "/none is no directory", "--memory", folder + "/none");
  }
}
