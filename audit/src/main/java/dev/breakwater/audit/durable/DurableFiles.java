package dev.breakwater.audit.durable;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Files that are there as a whole or not at all, also after a power cut (POSIX). */
public final class DurableFiles {
  private DurableFiles() {}

  /**
   * Writes beside, forces, renames, forces the directory.
   *
   * @param temporary on the same file system as {@code target}
   */
  public static void write(Path target, Path temporary, Bytes content) throws IOException {
    try (var channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = content.asBuffer();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    createDirectories(parent(target));
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    force(parent(target));
  }

  public static Optional<Bytes> read(Path file) throws IOException {
    try {
      return Optional.of(Bytes.of(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      force(parent(file));
    }
  }

  /** Creates a directory and its parents; each is forced into the one above. */
  public static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      createDirectories(parent(directory));
      Files.createDirectories(directory);
      force(parent(directory));
    }
  }

  public static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * @throws IOException if there is none: {@code path} is a root
   */
  public static Path parent(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException(path + " has no directory above it");
    }
    return parent;
  }
}
