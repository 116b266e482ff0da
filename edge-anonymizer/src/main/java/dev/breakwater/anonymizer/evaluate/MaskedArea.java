package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.util.List;

/**
 * An area that an anonymizer, ours or another, says it has covered; pixels of the upright picture.
 *
 * @param corners four in convex order; those of an ellipse's box
 */
public record MaskedArea(ObjectClass kind, Mask.Shape shape, List<Corner> corners) {
  private static final int CORNERS = 4;

  /**
   * @throws IllegalArgumentException if the corners are not four in convex order
   */
  public MaskedArea {
    corners = List.copyOf(corners);
    if (corners.size() != CORNERS || !Quadrilateral.isConvex(corners)) {
      throw new IllegalArgumentException("the corners are not four in convex order");
    }
  }

  /** An upright rectangle. */
  public static MaskedArea upright(ObjectClass kind, Box box) {
    return new MaskedArea(kind, Mask.Shape.RECTANGLE, Quadrilateral.of(box));
  }

  static MaskedArea of(Mask mask) {
    return new MaskedArea(mask.kind(), mask.shape(), mask.corners());
  }
}
