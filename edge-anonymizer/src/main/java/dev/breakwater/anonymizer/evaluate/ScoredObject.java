package dev.breakwater.anonymizer.evaluate;

/**
 * What became of an object in scope.
 *
 * @param file relative to the folder of the pictures
 * @param frame number in the video from 0; 0 for a picture
 * @param coverage share of its outline that masks cover, in [0, 1]; 0 if its picture was withheld
 */
public record ScoredObject(
    String file, long frame, LabelledObject object, double coverage, Outcome outcome) {
  /** What GB/T 44464-2024 B.5.3 counts, and what it does not foresee. */
  public enum Outcome {
    /** Masks cover half of it or more. */
    CORRECT,
    /** Masks cover less than half of it. */
    MISSED,
    /** Its picture did not leave: it is in the rate's whole, and not in its hits. */
    WITHHELD
  }
}
