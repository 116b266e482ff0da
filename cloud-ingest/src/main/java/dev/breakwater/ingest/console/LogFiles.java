package dev.breakwater.ingest.console;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public files of the audit log (C2SP tlog-tiles), to read by their path below {@code /log/}.
 */
public final class LogFiles {
  /** The largest file of the format: a bundle of 256 entries of at most 64 KiB each. */
  private static final int MAX_BYTES = 256 * (64 << 10) + 512;

  /** No dots but in {@code .p}, no empty parts: nothing that could lead out of the directory. */
  private static final Pattern NAME =
      Pattern.compile("checkpoint|tile/(entries|[0-9]{1,2})(/x?[0-9]{3})+(\\.p/[0-9]{1,3})?");

  private final Path directory;

  /**
   * @param directory of the log
   */
  public LogFiles(Path directory) {
    this.directory = directory;
  }

  /** Returns the file's bytes; empty if there is no such public file. */
  public Optional<Bytes> read(String name) throws IOException {
    Path file = directory.resolve(name);
    if (!NAME.matcher(name).matches() || !Files.isRegularFile(file) || !isInside(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(name + " is larger than a file of the log can be");
    }
    return Optional.of(Bytes.of(Files.readAllBytes(file)));
  }

  /** A link could still lead out. */
  private boolean isInside(Path file) throws IOException {
    return file.toRealPath().startsWith(directory.toRealPath());
  }

  /** Returns whether the file never changes once it is there. */
  public static boolean isFinal(String name) {
    return !name.equals("checkpoint");
  }
}
