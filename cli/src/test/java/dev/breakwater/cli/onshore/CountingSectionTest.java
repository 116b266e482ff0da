package dev.breakwater.cli.onshore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.ingest.border.CountingToken;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingSectionTest {
  @TempDir private Path folder;

  private static CountingSection read(String yaml) throws InvalidSourceException {
    return CountingSection.read(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "keys.yaml");
  }

  @Test
  void section_tokenAndPinFile_areThoseOfTheFile() throws Exception {
    var section =
        read(
            "counting-keys: {library: /opt/p11.so, token: hsm, label: persons, pin-file:"
                + " /etc/pin}");

    assertThat(section.token())
        .isEqualTo(new CountingToken.Settings(Path.of("/opt/p11.so"), "hsm", "persons"));
    assertThat(section.pinFile()).isEqualTo(Path.of("/etc/pin"));
  }

  @Test
  void section_mistakes_areNamedWithTheirPlace() {
    assertThatThrownBy(() -> read("counting-keys: {token: hsm}\n"))
        .hasMessageContaining("keys.yaml:1:", "'pin-file' is missing");
    assertThatThrownBy(() -> read("counting-keys: {pin: 4711}\n"))
        .hasMessageContaining("keys.yaml:1:17: unknown option 'pin'");
  }

  @Test
  void open_withoutThePin_isRefused() throws Exception {
    var section = read("counting-keys: {pin-file: %s}\n".formatted(folder.resolve("absent")));

    assertThatThrownBy(section::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("absent");
  }
}
