package dev.breakwater.anonymizer.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file in the making: {@code .NAME.part} beside its final name until it is complete. */
record Part(Path file, Path finalName) {
  static Part of(Path finalName) {
    return new Part(finalName.resolveSibling("." + finalName.getFileName() + ".part"), finalName);
  }

  /**
   * Opens a text file, UTF-8. Unlike the JDK's own writers it lets go of the file even if, on a
   * full disk, its last characters cannot be written.
   */
  static Writer writer(Path file) throws IOException {
    OutputStream bytes = Files.newOutputStream(file);
    return new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      @Override
      public void close() throws IOException {
        try (bytes) {
          super.close();
        }
      }
    };
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
