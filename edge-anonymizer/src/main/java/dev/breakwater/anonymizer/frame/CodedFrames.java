package dev.breakwater.anonymizer.frame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the coded frames of a video file lie. */
public final class CodedFrames {
  private CodedFrames() {}

  /**
   * The bytes of one coded frame.
   *
   * @param offset from the start of the file, bytes
   * @param length in bytes
   */
  public record Range(long offset, int length) {}

  /** Returns the coded frames in file order. */
  public static List<Range> of(Path file) throws UnreadableSourceException {
    List<Range> ranges = new ArrayList<>();
    try (Demuxer demuxer = Demuxer.open(file)) {
      while (demuxer.read()) {
        ranges.add(new Range(demuxer.packet().pos(), demuxer.packet().size()));
      }
    }
    return ranges;
  }
}
