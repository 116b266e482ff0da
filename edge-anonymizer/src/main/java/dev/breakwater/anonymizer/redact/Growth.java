package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.EnumSet;
import java.util.Set;

/**
 * How far about its region a mask reaches, and its shape. GB/T 44464-2024 B.5.3 asks for half of
 * the object; the rest is margin for a loose box.
 *
 * <p>By default both classes get rectangles: what holds a plate is one, and an ellipse that leaves
 * no corner of a face's box free covers 1.57 times the rectangle.
 *
 * @param face what the sides of a face's region are multiplied by, 1 to {@value #MOST}
 * @param plate the same for a plate
 * @param ellipses the classes that are covered by the ellipse through the corners of the grown box
 */
public record Growth(double face, double plate, Set<ObjectClass> ellipses) {
  static final int MOST = 10;

  /** With less, face detectors still recognize covered faces (GB/T 44464-2024 B.6). */
  private static final double USUAL_FACE = 1.35;

  /** A mosaic keeps more of a face, so it must take more of the head. */
  private static final double MOSAIC_FACE = 1.5;

  private static final double USUAL_PLATE = 1.25;

  /**
   * @throws IllegalArgumentException if a factor is out of range
   */
  public Growth {
    if (!(face >= 1 && face <= MOST && plate >= 1 && plate <= MOST)) {
      throw new IllegalArgumentException(
          "masks are 1 to 10 times their regions, not " + face + " and " + plate);
    }
    ellipses = Set.copyOf(ellipses);
  }

  /**
   * Rectangles, 1.35 times as long and wide as a face, under a mosaic 1.5 times, and 1.25 times as
   * a plate.
   */
  static Growth usual(Redaction redaction) {
    double face = redaction == Redaction.MOSAIC ? MOSAIC_FACE : USUAL_FACE;
    return new Growth(face, USUAL_PLATE, Set.of());
  }

  /** Returns this growth with ellipses for a class. */
  public Growth withEllipse(ObjectClass kind) {
    Set<ObjectClass> more = EnumSet.of(kind);
    more.addAll(ellipses);
    return new Growth(face, plate, more);
  }

  double factor(ObjectClass kind) {
    return switch (kind) {
      case FACE -> face;
      case PLATE -> plate;
    };
  }
}
