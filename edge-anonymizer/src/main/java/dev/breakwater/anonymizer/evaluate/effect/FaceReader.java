package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.Detector;
import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.List;

/**
 * A face detector that is asked whether it still recognizes what was covered.
 *
 * @param name what the report calls it
 * @param detector stays the caller's, who closes it
 */
public record FaceReader(String name, Detector detector) {
  /** Of the smaller of two boxes; what shares so much of it is the same face. */
  private static final double SAME_FACE = 0.5;

  /**
   * @throws IllegalArgumentException if the detector does not search for faces
   */
  public FaceReader {
    if (!detector.classes().contains(ObjectClass.FACE)) {
      throw new IllegalArgumentException(name + " does not search for faces");
    }
  }

  /**
   * Asks whether one of the detections is this face. Detectors draw boxes of different extent, some
   * from brows to chin, some about the whole head, and of a face that shows in part a small one: so
   * the shared area is set against the smaller box. Where a larger face that nobody covered lies
   * over a covered one, this errs to the failing side. What is below the detector's own threshold
   * is no face to it.
   */
  static boolean recognizes(List<Detection> found, Box face) {
    return found.stream()
        .filter(detection -> detection.kind() == ObjectClass.FACE && detection.firm())
        .anyMatch(detection -> shareOfSmaller(detection.box(), face) >= SAME_FACE);
  }

  private static double shareOfSmaller(Box a, Box b) {
    double smaller = Math.min(a.width() * a.height(), b.width() * b.height());
    return a.shared(b) / smaller;
  }
}
