package dev.breakwater.ingest.keys;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Small files that any process may make and that only this user may read (POSIX). */
final class SharedFiles {
  private SharedFiles() {}

  /**
   * Makes {@code file} if there is none: of several processes one wins, and none sees a part of it.
   * It survives a crash once this returns.
   *
   * @return false if there was one already
   */
  static boolean create(Path file, Bytes content) throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file, not /");
    DurableFiles.createDirectories(directory);
    // Of mode 0600, as the JDK makes temporary files.
    Path fresh = Files.createTempFile(directory, ".fresh-", "");
    try {
      write(fresh, content);
      Files.createLink(file, fresh);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(fresh);
      DurableFiles.force(directory);
    }
  }

  private static void write(Path file, Bytes content) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = content.asBuffer();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /**
   * Overwrites a file where it lies, then deletes it. Overwriting also reaches a second name that a
   * crash inside {@link #create} left behind. Does nothing if there is no file.
   */
  static void shred(Path file) throws IOException {
    if (Files.exists(file)) {
      write(file, Bytes.of(new byte[(int) Files.size(file)]));
      DurableFiles.delete(file);
    }
  }
}
