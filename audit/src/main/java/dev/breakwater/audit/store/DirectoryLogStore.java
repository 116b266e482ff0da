package dev.breakwater.audit.store;

import dev.breakwater.audit.durable.DirectoryLock;
import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A log in two directories: one that a static web server may serve, and a private one with the
 * head, the staged appends and unfinished files. Both lie on the same file system.
 *
 * <p>One instance at a time, in one process: it holds a lock on the private directory until it is
 * closed or its process ends. Not thread-safe.
 */
public final class DirectoryLogStore implements LogStore, Closeable {
  private final Path published;
  private final Path state;
  private final Path head;
  private final Path staging;
  private final Path unfinished;
  private final DirectoryLock lock;
  // Directories of the log of which this instance knows that they survive a power cut.
  private final Set<Path> lasting = new HashSet<>();

  private DirectoryLogStore(Path published, Path state, DirectoryLock lock) {
    this.published = published.toAbsolutePath().normalize();
    this.state = state;
    this.head = state.resolve("head");
    this.staging = state.resolve("staged");
    this.unfinished = state.resolve("unfinished");
    this.lock = lock;
  }

  /**
   * Opens or creates the directories.
   *
   * <p>What is above them is the caller's: it lasts already.
   *
   * @param published what the public may read
   * @param state private; not inside {@code published}
   * @throws IOException if another instance holds the log, or the directories cannot be used
   */
  public static DirectoryLogStore open(Path published, Path state) throws IOException {
    if (state.toAbsolutePath().normalize().startsWith(published.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException("the head does not belong in the public directory");
    }
    DurableFiles.createDirectories(published);
    DurableFiles.createDirectories(state);
    var store =
        new DirectoryLogStore(
            published, state, DirectoryLock.take(state, "the log is open already: " + state));
    DurableFiles.createDirectories(store.staging);
    DurableFiles.createDirectories(store.unfinished);
    store.forceWhatAnotherLeft();
    clear(store.unfinished);
    return store;
  }

  /** A process that died between a rename and its force left a head that is believed from here. */
  private void forceWhatAnotherLeft() throws IOException {
    forceInto(published);
    forceInto(state);
    DurableFiles.force(state);
    DurableFiles.force(staging);
  }

  @Override
  public Bytes head() throws IOException {
    return DurableFiles.read(head).orElse(Bytes.EMPTY);
  }

  @Override
  public boolean compareAndSetHead(Bytes expected, Bytes next) throws IOException {
    // The lock of this instance keeps every other writer out between the two steps.
    if (!head().equals(expected)) {
      return false;
    }
    DurableFiles.write(head, unfinished.resolve("head"), next);
    return true;
  }

  @Override
  public Optional<Bytes> read(String path) throws IOException {
    return DurableFiles.read(file(path));
  }

  @Override
  public void write(String path, Bytes content) throws IOException {
    Path file = file(path);
    makeLasting(DurableFiles.parent(file));
    DurableFiles.write(file, unfinished.resolve("published"), content);
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = file(path);
    Files.deleteIfExists(file);
    Path directory = DurableFiles.parent(file);
    // Also if it was deleted already: by a process that died before it was forced, perhaps.
    if (Files.isDirectory(directory)) {
      DurableFiles.force(directory);
    }
    if (directory.toString().endsWith(".p") && deleteIfEmpty(directory)) {
      lasting.remove(directory);
      forceInto(directory);
    }
  }

  /** Returns whether it is gone. */
  private static boolean deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  /** Makes a directory that stays, also one that a process made that died before it was forced. */
  private void makeLasting(Path directory) throws IOException {
    if (!directory.equals(published) && lasting.add(directory)) {
      makeLasting(DurableFiles.parent(directory));
      DurableFiles.createDirectories(directory);
      forceInto(directory);
    }
  }

  private static void forceInto(Path directory) throws IOException {
    DurableFiles.force(DurableFiles.parent(directory));
  }

  @Override
  public void stage(Digest name, Bytes content) throws IOException {
    DurableFiles.write(staging.resolve(name.hex()), unfinished.resolve("staged"), content);
  }

  @Override
  public Optional<Bytes> staged(Digest name) throws IOException {
    return DurableFiles.read(staging.resolve(name.hex()));
  }

  @Override
  public void discardStaged() throws IOException {
    clear(staging);
    DurableFiles.force(staging);
  }

  /** Gives the log free for the next instance. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private Path file(String path) {
    Path file = published.resolve(path).normalize();
    if (!file.startsWith(published)) {
      throw new IllegalArgumentException(path + " is not a path inside the log");
    }
    return file;
  }

  private static void clear(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
