package dev.breakwater.anonymizer.frame;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Frames of one camera, file or folder, in order of presentation. Every frame the source holds
 * comes out exactly once, the undecodable ones as damaged frames, so that nothing is lost
 * uncounted. Not safe for use by several threads.
 */
public interface FrameSource extends AutoCloseable {
  /** Returns the next frame, which the caller owns and closes; empty at the end, from then on. */
  Optional<Frame> next();

  /** Returns the next frame of that number or a later one; those before it are passed over. */
  default Optional<Frame> skipTo(long index) {
    Optional<Frame> next = next();
    while (next.isPresent() && next.get().info().index() < index) {
      next.get().close();
      next = next();
    }
    return next;
  }

  /** Returns the nominal rate; frames may still come at uneven times. */
  double framesPerSecond();

  /** Asks whether the source ended before its own end mark, e.g. a file cut off in transfer. */
  boolean isCutOff();

  @Override
  void close();

  /**
   * Opens a video, a picture, or a folder of pictures taken in name order at ten a second.
   *
   * @param startMillis wall clock at which the first frame was taken, Unix milliseconds
   */
  static FrameSource open(Path path, long startMillis) throws UnreadableSourceException {
    if (Files.isDirectory(path) || PictureFiles.isPicture(path)) {
      return PictureSource.open(path, startMillis);
    }
    return VideoSource.open(path, startMillis);
  }

  /**
   * Opens a stream of bare pixels, such as a pipe; it stays the caller's. A last frame that is too
   * short comes out damaged, and the source is cut off.
   *
   * @param startMillis wall clock at which the first frame was taken, Unix milliseconds
   */
  static FrameSource raw(InputStream in, RawVideo video, long startMillis) {
    return new RawSource(in, video, startMillis);
  }

  /**
   * Returns a source of the same frames, decoded in a thread of its own up to {@code frames} ahead
   * of who reads. Closing it closes {@code source}.
   *
   * @param frames at least 1; each holds a whole picture (3 MB at 1080p)
   */
  static FrameSource ahead(FrameSource source, int frames) {
    return new DecodeAhead(source, frames);
  }

  /**
   * Counts the frames of what {@link #open} takes without decoding any: the coded pictures in the
   * container, or the pictures in the folder.
   */
  static long countFrames(Path path) throws UnreadableSourceException {
    if (Files.isDirectory(path) || PictureFiles.isPicture(path)) {
      return PictureFiles.list(path).size();
    }
    try (Demuxer demuxer = Demuxer.open(path)) {
      return demuxer.countRemaining();
    }
  }
}
