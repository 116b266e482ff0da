package dev.breakwater.anonymizer.evaluate.labels;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A picture or video with its labels.
 *
 * @param path where it lies
 * @param frames the labelled frames in order; one of a picture, at least one of a video
 */
public record LabelledFile(Path path, List<Marking> frames) {
  /**
   * @throws IllegalArgumentException if there is no frame
   */
  public LabelledFile {
    frames =
        frames.stream().sorted(Comparator.comparingLong(each -> each.picture().frame())).toList();
    if (frames.isEmpty()) {
      throw new IllegalArgumentException(path + " has no labelled frame");
    }
  }

  /** Returns the name that its pictures bear, relative to the folder that was read. */
  public String name() {
    return frames.get(0).picture().file();
  }
}
