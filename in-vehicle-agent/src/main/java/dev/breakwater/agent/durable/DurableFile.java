package dev.breakwater.agent.durable;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes and deletes small files so that a crash leaves the old content or the new one. */
public final class DurableFile {
  private static final String OWNER_ONLY = "rw-------";
  private static final String DRAFT = ".new";
  private static final int PIECE_BYTES = 64 << 10;

  private DurableFile() {}

  /** Puts {@code content} in place of the file's; only the owner may read it. */
  public static void replace(Path file, Bytes content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + DRAFT);
    Files.deleteIfExists(draft);
    var permissions =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
    Files.createFile(draft, permissions);
    try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      write(channel, content.asBuffer());
    }
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(file + ": the file system cannot rename atomically", e);
    }
    syncDirectory(file);
  }

  /** Appends to a file, having created it if it is not there. */
  public static void append(Path file, Bytes content) throws IOException {
    boolean created = Files.notExists(file);
    if (created) {
      replace(file, Bytes.EMPTY);
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      write(channel, content.asBuffer());
    }
  }

  /** Cuts off what lies behind {@code length} bytes. */
  public static void truncate(Path file, long length) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    }
  }

  /**
   * Overwrites a file with zeros and deletes it; one that is not there is no error. Flash memory
   * may keep the old bytes elsewhere: what must be unreadable afterwards is encrypted.
   */
  public static void erase(Path file) throws IOException {
    if (Files.notExists(file)) {
      return;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long left = channel.size(); left > 0; left -= PIECE_BYTES) {
        drain(channel, ByteBuffer.allocate((int) Math.min(left, PIECE_BYTES)));
      }
      channel.force(true);
    }
    Files.delete(file);
    syncDirectory(file);
  }

  private static void write(FileChannel channel, ByteBuffer content) throws IOException {
    drain(channel, content);
    channel.force(true);
  }

  private static void drain(FileChannel channel, ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      channel.write(content);
    }
  }

  private static void syncDirectory(Path file) throws IOException {
    try (var directory = FileChannel.open(file.toAbsolutePath().getParent())) {
      directory.force(true);
    }
  }
}
