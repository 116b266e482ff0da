package dev.breakwater.anonymizer.synthetic;

import dev.breakwater.anonymizer.frame.VideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the files of the built-in drive: the clip, its truth, and the car's signals. */
public final class DriveWriter {
  /** The seed of the drive that is committed. */
  public static final long SEED = 36;

  private DriveWriter() {}

  /**
   * Writes {@code street.mp4}, {@code street.truth.jsonl} and {@code signals.jsonl}.
   *
   * @param directory is made if need be; files of these names are replaced
   */
  public static void write(long seed, Path directory) throws IOException {
    Files.createDirectories(directory);
    var truth = clip(new SyntheticDrive(seed), directory.resolve("street.mp4"));
    Files.write(
        directory.resolve("street.truth.jsonl"), truth.stream().map(TruthFile::line).toList());
    Files.write(directory.resolve("signals.jsonl"), SignalTrace.lines(seed));
  }

  private static List<FrameTruth> clip(SyntheticDrive drive, Path file) throws IOException {
    var truth = new ArrayList<FrameTruth>();
    try (var first = drive.frame(0).toFrame(0);
        var clip =
            VideoWriter.create(
                file, VideoWriter.Container.MP4, first, SyntheticDrive.FRAMES_PER_SECOND)) {
      for (int i = 0; i < drive.frameCount(); i++) {
        var drawn = drive.frame(i);
        try (var frame = drawn.toFrame(0)) {
          clip.write(frame);
        }
        truth.add(drawn.truth());
      }
      clip.finish();
    }
    return truth;
  }

  /**
   * Writes the drive.
   *
   * @param args one directory
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("one directory is needed");
    }
    write(SEED, Path.of(args[0]));
  }
}
