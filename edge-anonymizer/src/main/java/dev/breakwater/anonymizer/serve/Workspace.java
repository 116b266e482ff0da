package dev.breakwater.anonymizer.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a service, which only its owner may enter: {@code tasks/ID/} for each task. One
 * service uses it at a time; what an earlier one left in it is removed at the start.
 */
final class Workspace implements AutoCloseable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> WRITTEN_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path tasks;
  private final FileChannel lock;

  private Workspace(Path tasks, FileChannel lock) {
    this.tasks = tasks;
    this.lock = lock;
  }

  /**
   * Opens the folder and empties it.
   *
   * @throws CannotServeException if another service uses it, or others may write to it
   */
  static Workspace open(Path folder) throws IOException, CannotServeException {
    create(folder);
    if (Files.getPosixFilePermissions(folder).stream().anyMatch(WRITTEN_BY_OTHERS::contains)) {
      throw new CannotServeException(
          folder + ": others may write to this folder", "Run 'chmod 700' on it.");
    }
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(lock)) {
      lock.close();
      throw new CannotServeException(
          folder + ": another service uses this folder", "Give each service its own folder.");
    }
    // A killed process cannot say which of these were whole; clients post again what they miss.
    Path tasks = folder.resolve("tasks");
    delete(tasks);
    Files.createDirectory(tasks, OWNER_ONLY);
    return new Workspace(tasks, lock);
  }

  /** Makes a folder that only its owner may enter, unless it is there. */
  static void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      Files.createDirectory(folder, OWNER_ONLY);
    }
  }

  private static boolean isLocked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path createTask(String id) throws IOException {
    return Files.createDirectory(tasks.resolve(id), OWNER_ONLY);
  }

  long freeBytes() throws IOException {
    return Files.getFileStore(tasks).getUsableSpace();
  }

  /** Removes a folder and what is in it; symbolic links are removed, not followed. */
  static void delete(Path tree) throws IOException {
    for (Path file : list(tree)) {
      Files.deleteIfExists(file);
    }
  }

  /** Returns the bytes of all files in a folder. */
  static long bytesIn(Path tree) throws IOException {
    long bytes = 0;
    for (Path file : list(tree)) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  /** Lists a tree, what is in a folder before the folder. */
  private static List<Path> list(Path tree) throws IOException {
    try (Stream<Path> walk = Files.walk(tree)) {
      return walk.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      delete(tasks);
    }
  }
}
