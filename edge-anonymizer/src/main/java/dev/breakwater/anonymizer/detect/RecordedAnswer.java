package dev.breakwater.anonymizer.detect;

import java.util.List;

/**
 * What a network answered to the known picture when its descriptor was made.
 *
 * @param means of each channel of each output, in the decoding's order
 * @param tolerance largest difference of a mean, above 0, at most {@value #MAX_TOLERANCE}
 */
public record RecordedAnswer(List<Double> means, double tolerance) {
  static final double MAX_TOLERANCE = 0.1;
  static final double USUAL_TOLERANCE = 0.002;
  private static final int MAX_MEANS = 1000;

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public RecordedAnswer {
    if (means.size() > MAX_MEANS || means.stream().anyMatch(each -> !Double.isFinite(each))) {
      throw new IllegalArgumentException("knownAnswer is at most " + MAX_MEANS + " finite numbers");
    }
    if (!(tolerance > 0 && tolerance <= MAX_TOLERANCE)) {
      throw new IllegalArgumentException(
          "tolerance is above 0, at most " + MAX_TOLERANCE + ", not " + tolerance);
    }
    means = List.copyOf(means);
  }

  /** Asks whether a live network still answers so. */
  boolean isThatOf(List<Double> answer) {
    boolean same = answer.size() == means.size();
    for (int i = 0; same && i < means.size(); i++) {
      // A difference that is not a number is none that is small enough.
      same = Math.abs(answer.get(i) - means.get(i)) <= tolerance;
    }
    return same;
  }
}
