package dev.breakwater.ingest.residual;

import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Searches the frames of a clip. For one thread. */
public final class ClipSearch {
  private final Detector detector;
  private final int every;
  private final Path memory;

  /**
   * What was found in a clip.
   *
   * @param decision a word for the log; empty if nothing was found
   * @param text the same for people, without any place in the picture
   */
  public record Result(String decision, String text) {
    static final Result CLEAN = new Result("", "");

    boolean isClean() {
      return decision.isEmpty();
    }
  }

  /**
   * @param detector searches; of another network than the car's, or it sees what that one saw;
   *     stays the caller's
   * @param every looks at each frame if 1, at every second if 2, and so on
   * @param memory directory in memory, e.g. {@code /dev/shm}: the decoder wants a file, and no
   *     plain item is written to a disk
   */
  public ClipSearch(Detector detector, int every, Path memory) {
    if (every < 1) {
      throw new IllegalArgumentException("every frame is 1, not " + every);
    }
    this.detector = detector;
    this.every = every;
    this.memory = memory;
  }

  Result search(Bytes clip) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path file = Files.createTempFile(memory, "second-look-", ".mp4", owner);
    try {
      Files.write(file, clip.toArray());
      return search(file);
    } catch (UnreadableSourceException | DetectionException e) {
      // Fail closed, GB/T 44464-2024 5.6.2: what cannot be searched is not shown.
      return new Result("UNSEARCHABLE", "it cannot be searched");
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Result search(Path file) throws UnreadableSourceException, DetectionException {
    try (FrameSource frames = FrameSource.open(file, 0)) {
      for (long next = 0; ; next += every) {
        Optional<Frame> frame = frames.skipTo(next);
        if (frame.isEmpty()) {
          return next == 0 ? new Result("UNSEARCHABLE", "it has no frame") : Result.CLEAN;
        }
        try (Frame each = frame.get()) {
          Result found = search(each);
          if (!found.isClean()) {
            return found;
          }
        }
      }
    }
  }

  private Result search(Frame frame) throws DetectionException {
    long index = frame.info().index();
    if (frame.isDamaged()) {
      return new Result("UNSEARCHABLE", "frame " + index + " cannot be decoded");
    }
    return detector.detect(frame).stream()
        .filter(Detection::firm)
        .findFirst()
        .map(
            found -> new Result(found.kind() + "_FOUND", "a " + word(found) + " in frame " + index))
        .orElse(Result.CLEAN);
  }

  private static String word(Detection found) {
    return switch (found.kind()) {
      case FACE -> "face";
      case PLATE -> "plate";
    };
  }
}
