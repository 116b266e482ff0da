package dev.breakwater.cli;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that appears under its name only when it is whole. */
final class ReportFile {
  private ReportFile() {}

  /** Writes the file in place of an earlier one. */
  static void write(Path file, String text) throws IOException {
    write(file, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes the file in place of an earlier one. */
  static void write(Path file, Bytes content) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.write(part, content.toArray());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written (" + e.getMessage() + ")", e);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
