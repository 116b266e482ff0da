package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.frame.RawVideo;
import dev.breakwater.anonymizer.frame.RawWriter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes SafeFrames as bare pixels, such as to a pipe. What is in a pipe cannot be taken back, so
 * the detectors are asked for their known answer before each frame, not at the end. Used by one
 * thread at a time.
 */
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
   * @throws UnvouchedException if the detectors cannot be trusted any more; nothing of the frame
   *     was written
   * @throws IllegalArgumentException if the frame has other sides than the video
   */
  public void add(SafeFrame safe) throws IOException {
    try (safe) {
      if (!safe.vouch().holds()) {
        throw new UnvouchedException();
      }
      writer.write(safe.frame());
    }
  }
}
