package dev.breakwater.anonymizer.files;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of one input file.
 *
 * @param input the file read
 * @param output the file written; null if there is none
 * @param frames in the input; 1 for a picture
 * @param withheld frames that are not in the output
 * @param faces masks put on faces, summed over the frames
 * @param plates masks put on plates, summed over the frames
 * @param skipped whether an earlier run made the output, and it is still what that run signed off
 * @param problem one line if the file could not be (fully) anonymized; null if all went well
 */
public record FileResult(
    Path input,
    @Nullable Path output,
    long frames,
    long withheld,
    long faces,
    long plates,
    boolean skipped,
    @Nullable String problem) {
  /** Returns the result for a file of which nothing could be made. */
  static FileResult failed(Path input, String problem) {
    return new FileResult(input, null, 0, 0, 0, 0, false, problem);
  }

  /** Asks whether every frame of the input is in the output. */
  public boolean isComplete() {
    return output != null && withheld == 0 && problem == null;
  }
}
