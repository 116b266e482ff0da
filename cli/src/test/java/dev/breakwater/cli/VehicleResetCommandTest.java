package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VehicleResetCommandTest {
  @TempDir Path directory;
  private Path consents;

  @BeforeEach
  void fill() throws IOException {
    consents = directory.resolve("vehicle/consent/consents.log");
    Files.createDirectories(consents.getParent());
    Files.writeString(consents, "decisions");
  }

  @Test
  void reset_withoutYes_erasesNothing() {
    Result result = run("vehicle", "reset", "--data", directory.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Say --yes").hasLineCount(1);
    assertThat(consents).exists();
  }

  @Test
  void reset_withYes_erasesAndNamesTheProof() {
    Result result = run("vehicle", "reset", "--yes", "--data", directory.toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(consents).doesNotExist();
    Path proof = Path.of(result.out().strip().replace("erased; proof: ", ""));
    assertThat(proof).content().contains("consent", "ed25519 ");
  }
}
