package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.VideoOptions;
import dev.breakwater.anonymizer.frame.VideoWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes SafeFrames to a video file, H.264; without audio unless the options ask for it. Used by
 * one thread at a time.
 */
public final class SafeVideoWriter implements AutoCloseable {
  private final Path file;
  private final VideoWriter.Container container;
  private final double framesPerSecond;
  private final Set<SafeFrame.Vouch> vouches = new HashSet<>();
  private final VideoOptions options;
  private @Nullable VideoWriter writer;

  /**
   * @param file is created with the first frame
   * @param framesPerSecond nominal rate of the source; frames keep their own times
   */
  public SafeVideoWriter(Path file, VideoWriter.Container container, double framesPerSecond) {
    this(file, container, framesPerSecond, VideoOptions.PLAIN);
  }

  /** The same with options. */
  public SafeVideoWriter(
      Path file, VideoWriter.Container container, double framesPerSecond, VideoOptions options) {
    this.options = options;
    this.file = file;
    this.container = container;
    this.framesPerSecond = framesPerSecond;
  }

  /** Writes and closes the frame; all frames of a file have the size of the first. */
  public void add(SafeFrame safe) throws IOException {
    try (safe) {
      Frame frame = safe.frame();
      if (writer == null) {
        writer = VideoWriter.create(file, container, frame, framesPerSecond, options);
      }
      writer.write(frame);
      vouches.add(safe.vouch());
    }
  }

  /** Asks whether no frame was added: then there is no file. */
  public boolean isEmpty() {
    return writer == null;
  }

  int widthPx() {
    return writer == null ? 0 : writer.widthPx();
  }

  int heightPx() {
    return writer == null ? 0 : writer.heightPx();
  }

  /**
   * Completes the file.
   *
   * @throws UnvouchedException if the detectors cannot be trusted any more: the file is not
   *     complete
   */
  public void finish() throws IOException {
    for (SafeFrame.Vouch vouch : vouches) {
      if (!vouch.holds()) {
        throw new UnvouchedException();
      }
    }
    if (writer != null) {
      writer.finish();
    }
  }

  /** Stops writing; without {@link #finish} the file is not a video. */
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
