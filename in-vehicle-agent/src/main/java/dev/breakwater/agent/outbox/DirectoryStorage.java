package dev.breakwater.agent.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a directory; one process at a time may write to it. */
public final class DirectoryStorage implements Storage {
  private static final String LOCK = "lock";
  private static final Set<OpenOption> NEW_FILE =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  private final Path directory;
  private final @Nullable FileChannel lock;

  private DirectoryStorage(Path directory, @Nullable FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Opens a directory to write to, having created it if it is not there.
   *
   * @throws IOException also if another process has it open
   */
  public static DirectoryStorage open(Path directory) throws IOException {
    Files.createDirectories(directory);
    var lock =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        return new DirectoryStorage(directory, lock);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: refused just the same.
    }
    lock.close();
    throw new IOException(directory + ": another process has it open");
  }

  /** Opens a directory only to read it, also while a process writes to it. */
  public static DirectoryStorage openToRead(Path directory) {
    return new DirectoryStorage(directory, null);
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(LOCK))
          .sorted()
          .toList();
    }
  }

  @Override
  public Tail create(String name) throws IOException {
    if (lock == null) {
      throw new IllegalStateException("opened only to read");
    }
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    FileChannel channel = FileChannel.open(directory.resolve(name), NEW_FILE, ownerOnly);
    syncDirectory();
    return new FileTail(channel);
  }

  @Override
  public Content open(String name) throws IOException {
    return new FileContent(FileChannel.open(directory.resolve(name), StandardOpenOption.READ));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
    syncDirectory();
  }

  private void syncDirectory() throws IOException {
    try (var channel = FileChannel.open(directory)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }

  private record FileTail(FileChannel channel) implements Tail {
    @Override
    public void append(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record FileContent(FileChannel channel) implements Content {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public ByteBuffer read(long offset, int length) throws IOException {
      var bytes = ByteBuffer.allocate(length);
      int read = 0;
      while (read >= 0 && bytes.hasRemaining()) {
        read = channel.read(bytes, offset + bytes.position());
      }
      return bytes.flip();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
