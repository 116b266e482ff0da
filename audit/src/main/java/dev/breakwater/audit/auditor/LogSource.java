package dev.breakwater.audit.auditor;

import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A published log, read file by file; never trusted. */
public interface LogSource {
  /** Most files in a listing; a log of 250 million entries has half as many. */
  int MAX_FILES = 1 << 22;

  /**
   * Returns a file of the log, or nothing if it does not exist.
   *
   * @param maxBytes at most this many bytes and one more are returned; the one more tells the
   *     caller that the file is too long
   * @throws IOException if the source cannot be reached or read
   */
  Optional<Bytes> read(String path, int maxBytes) throws IOException;

  /**
   * Returns the paths of all files, or nothing if this source cannot list them.
   *
   * @throws IOException if the source cannot be read, or has more than {@link #MAX_FILES}
   */
  Optional<List<String>> list() throws IOException;

  /**
   * Returns the source at a directory or an {@code http(s)} URL.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static LogSource of(String place) {
    return place.startsWith("http://") || place.startsWith("https://")
        ? new HttpSource(URI.create(place))
        : new DirectorySource(Path.of(place));
  }
}
