package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.frame.RawVideo;
import dev.breakwater.anonymizer.frame.RawWriter;
import java.io.IOException;
import java.io.OutputStream;

/** Writes SafeFrames as bare pixels, such as to a pipe. Used by one thread at a time. */
public final class SafeRawWriter {
  private final RawWriter writer;

  /**
   * @param out stays the caller's, who closes it
   */
  public SafeRawWriter(OutputStream out, RawVideo video) {
    this.writer = new RawWriter(out, video);
  }

  /**
   * Writes and closes the frame.
   *
   * @throws IllegalArgumentException if the frame has other sides than the video
   */
  public void add(SafeFrame safe) throws IOException {
    try (safe) {
      writer.write(safe.frame());
    }
  }
}
