package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A face or plate that is really there, in pixels of the upright picture as it was sent.
 *
 * @param box the upright box about it
 * @param corners the four corners of its outline in order, convex; those of the box if it is
 *     upright
 * @param visible share of it that nothing hides, in [0, 1]; 1 if the label does not say
 * @param ignore asks not to score it, e.g. a face on a poster; a mask on it is still no false one
 * @param track names the same object in other frames of the same file
 * @param plateKind what kind of plate it is, in the labelling team's words
 */
public record LabelledObject(
    ObjectClass kind,
    Box box,
    List<Corner> corners,
    double visible,
    boolean ignore,
    @Nullable String track,
    @Nullable String plateKind) {
  private static final int CORNERS = 4;

  /**
   * @throws IllegalArgumentException if the corners are no convex outline or the share is none
   */
  public LabelledObject {
    corners = List.copyOf(corners);
    if (corners.size() != CORNERS || !Quadrilateral.isConvex(corners)) {
      throw new IllegalArgumentException("the corners are not four in convex order");
    }
    if (!(visible >= 0 && visible <= 1)) {
      throw new IllegalArgumentException("a visible share is 0 to 1, not " + visible);
    }
  }

  /** An upright, fully visible object that is scored. */
  public static LabelledObject upright(ObjectClass kind, Box box) {
    return upright(kind, box, 1, false);
  }

  /** An upright object. */
  public static LabelledObject upright(ObjectClass kind, Box box, double visible, boolean ignore) {
    return new LabelledObject(kind, box, Quadrilateral.of(box), visible, ignore, null, null);
  }

  /**
   * Returns the length of the outline's smaller side, pixels; of a slanted outline's two opposite
   * sides the mean counts. GB/T 44464-2024 B.5 measures scope by it.
   */
  public double smallerSidePx() {
    return Math.min(acrossPx(), downPx());
  }

  /** Returns the length of the outline's larger side, pixels. */
  public double largerSidePx() {
    return Math.max(acrossPx(), downPx());
  }

  /** Returns how much of the outline nothing hides, square pixels. */
  public double visibleAreaPx() {
    return visible * Math.abs(Quadrilateral.signedArea(corners));
  }

  private double acrossPx() {
    return (length(0, 1) + length(3, 2)) / 2;
  }

  private double downPx() {
    return (length(0, 3) + length(1, 2)) / 2;
  }

  private double length(int from, int to) {
    Corner a = corners.get(from);
    Corner b = corners.get(to);
    return Math.hypot(b.x() - a.x(), b.y() - a.y());
  }
}
