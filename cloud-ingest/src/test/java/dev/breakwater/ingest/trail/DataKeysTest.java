package dev.breakwater.ingest.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataKeysTest {
  @TempDir Path directory;

  private DataKeys open() {
    return new DataKeys(directory.resolve("keys"), new SecureRandom());
  }

  @Test
  void key_ofOneVehicleAndPurpose_isTheSameAfterARestartAndNobodyElses() throws IOException {
    Bytes key = open().of("car", "purpose");
    assertThat(open().of("car", "purpose")).isEqualTo(key);
    assertThat(open().of("car", "other")).isNotEqualTo(key);
    assertThat(open().of("ca", "rpurpose")).isNotEqualTo(key);
  }

  @Test
  void key_thatWasNeverMade_isNotFoundAndNotMade() throws IOException {
    assertThat(open().find("car", "purpose")).isEmpty();
    assertThat(open().find("car", "purpose")).isEmpty();
  }

  @Test
  void keyFile_isReadableByItsOwnerOnly_andItsNameSaysNothing() throws IOException {
    open().of("car", "purpose");
    List<Path> files;
    try (Stream<Path> all = Files.list(directory.resolve("keys"))) {
      files = all.toList();
    }
    assertThat(files).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.get(0))))
        .isEqualTo("rw-------");
    assertThat(files.get(0).getFileName().toString()).doesNotContain("car");
  }

  @Test
  void keyFile_ofAnotherLength_isRefused() throws IOException {
    open().of("car", "purpose");
    try (Stream<Path> all = Files.list(directory.resolve("keys"))) {
      Files.write(all.findFirst().orElseThrow(), new byte[5]);
    }
    assertThatThrownBy(() -> open().of("car", "purpose")).isInstanceOf(IOException.class);
  }
}
