package dev.breakwater.anonymizer.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file in the making: {@code .NAME.part} beside its final name until it is complete. */
record Part(Path file, Path finalName) {
  static Part of(Path finalName) {
    return new Part(finalName.resolveSibling("." + finalName.getFileName() + ".part"), finalName);
  }

  /** Returns name and digest of what was written, under the final name. */
  Manifest.Content content() throws IOException {
    return Manifest.Content.of(file, finalName);
  }

  /** Gives the file its final name, in one step, when its bytes are on the disk. */
  void publish() throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(
        file, finalName, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was not published. */
  void discard() throws IOException {
    Files.deleteIfExists(file);
  }
}
