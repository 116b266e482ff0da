package dev.breakwater.cli.certify;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;

/**
 * Tells which files below a directory this process opens: it looks at {@code /proc/self/fd} every
 * millisecond, and at the access times, which also show what was open for less.
 */
final class HandleWatch implements AutoCloseable {
  private static final Path HANDLES = Path.of("/proc/self/fd");
  private static final Duration LONG_AGO = Duration.ofDays(30);

  private final Path directory;
  private final List<Path> files;
  private final FileTime unread;
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final Thread thread;
  private volatile boolean closed;

  private HandleWatch(Path directory, List<Path> files, FileTime unread) {
    this.directory = directory;
    this.files = files;
    this.unread = unread;
    this.thread = new Thread(this::look, "handle-watch");
  }

  /**
   * Begins to look.
   *
   * @param files below {@code directory}; their access times are set to long ago
   */
  static HandleWatch start(Path directory, List<Path> files, Instant now) throws IOException {
    FileTime unread = FileTime.from(now.minus(LONG_AGO));
    for (Path file : files) {
      markUnread(file, unread);
    }
    var watch = new HandleWatch(directory.toRealPath(), List.copyOf(files), unread);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private static void markUnread(Path file, FileTime unread) throws IOException {
    Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(null, unread, null);
  }

  private static boolean isUnread(Path file, FileTime unread) throws IOException {
    BasicFileAttributeView view = Files.getFileAttributeView(file, BasicFileAttributeView.class);
    return view.readAttributes().lastAccessTime().toMillis() == unread.toMillis();
  }

  private void look() {
    try {
      while (!closed) {
        lookOnce();
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookOnce() {
    try (DirectoryStream<Path> handles = Files.newDirectoryStream(HANDLES)) {
      for (Path handle : handles) {
        Path target = Files.readSymbolicLink(handle);
        if (target.startsWith(directory) && Files.isRegularFile(target)) {
          seen.add(directory.relativize(target).toString());
        }
      }
    } catch (IOException e) {
      // A handle that was closed while we looked.
    }
  }

  /** Returns whether this file system tells when a file was read: it is tried with one file. */
  static boolean tellsReading(Path trial, Instant now) throws IOException {
    FileTime unread = FileTime.from(now.minus(LONG_AGO));
    markUnread(trial, unread);
    Files.readAllBytes(trial);
    return !isUnread(trial, unread);
  }

  /** Returns the names of the files that were opened or read. */
  List<String> opened() throws IOException {
    for (Path file : files) {
      if (!isUnread(file, unread)) {
        seen.add(directory.relativize(file.toRealPath()).toString());
      }
    }
    return new ArrayList<>(seen);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
