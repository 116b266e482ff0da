package dev.breakwater.anonymizer.evaluate.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewFolderTest {
  @TempDir private Path folder;

  @Test
  void draftOfAKilledRun_isMadeAnew() throws Exception {
    Path draft = Files.createDirectory(folder.resolve(".set.part"));
    Files.writeString(draft.resolve("half.jpg"), "half");
    Path target = folder.resolve("set");
    NewFolder.write(target, empty -> Files.writeString(empty.resolve("whole.jpg"), "whole"));
    try (var files = Files.list(target)) {
      assertThat(files).containsExactly(target.resolve("whole.jpg"));
    }
    assertThat(draft).doesNotExist();
  }
}
