package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The latest checkpoint that somebody accepted of each log, one file for each origin. What {@link
 * #keep} returned from survives a crash. One process and one thread at a time.
 */
public final class KnownHeads {
  private final Path directory;

  /**
   * @param directory made when the first head is kept
   */
  public KnownHeads(Path directory) {
    this.directory = directory;
  }

  /**
   * Returns the signed note that was kept last.
   *
   * @throws IOException if it cannot be read, or is longer than a note may be
   */
  public Optional<Bytes> find(String origin) throws IOException {
    Path file = file(origin);
    if (Files.exists(file) && Files.size(file) > SignedNote.MAX_BYTES) {
      throw new IOException(file + " is longer than a checkpoint");
    }
    return DurableFiles.read(file);
  }

  /** Keeps a signed note in the place of the one before. */
  public void keep(String origin, Bytes note) throws IOException {
    DurableFiles.createDirectories(directory);
    write(file(origin), note);
  }

  /** Keeps two signed notes that contradict each other, beside the head. */
  void keepSplit(String origin, Bytes smaller, Bytes larger) throws IOException {
    DurableFiles.createDirectories(directory);
    write(directory.resolve("split-smaller." + file(origin).getFileName()), smaller);
    write(directory.resolve("split-larger." + file(origin).getFileName()), larger);
  }

  private static void write(Path file, Bytes note) throws IOException {
    DurableFiles.write(file, file.resolveSibling(file.getFileName() + ".new"), note);
  }

  private Path file(String origin) {
    // An origin is text of its log: as a file's name it could lead anywhere.
    String name = Digest.of(origin.getBytes(StandardCharsets.UTF_8)).hex();
    return directory.resolve(name + ".checkpoint");
  }
}
