package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.gate.SafeFrame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the frames of one output go. Used by one thread at a time. */
interface Sink extends AutoCloseable {
  /** Writes and closes the frame. */
  void add(SafeFrame frame) throws IOException;

  /**
   * Completes what was written.
   *
   * @return its final name and its digest; null if there was no frame
   */
  Manifest.@Nullable Content finish() throws IOException;

  /** Removes what an earlier run left under the final name. */
  void retract() throws IOException;

  /** Gives what was written its final name. */
  void publish() throws IOException;

  /** Removes what was not published. */
  @Override
  void close() throws IOException;
}
