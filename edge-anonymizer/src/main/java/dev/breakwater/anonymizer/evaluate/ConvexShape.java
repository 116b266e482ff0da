package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.util.ArrayList;
import java.util.List;

/**
 * A convex shape as its left and its right border, each from top to bottom.
 *
 * @param around the upright box about it
 */
record ConvexShape(Box around, List<Border> left, List<Border> right) {
  ConvexShape {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  static ConvexShape of(MaskedArea mask) {
    return mask.shape() == Mask.Shape.ELLIPSE ? ellipse(mask.corners()) : outline(mask.corners());
  }

  /** The area that the corners, convex and either way round, enclose. */
  static ConvexShape outline(List<Corner> corners) {
    List<Border> left = new ArrayList<>();
    List<Border> right = new ArrayList<>();
    boolean clockwise = Quadrilateral.signedArea(corners) > 0;
    for (int i = 0; i < corners.size(); i++) {
      Corner from = corners.get(i);
      Corner to = corners.get((i + 1) % corners.size());
      if (from.y() < to.y()) {
        (clockwise ? right : left).add(new Border.Side(from.y(), from.x(), to.y(), to.x()));
      } else if (from.y() > to.y()) {
        (clockwise ? left : right).add(new Border.Side(to.y(), to.x(), from.y(), from.x()));
      }
    }
    return new ConvexShape(Quadrilateral.around(corners), left, right);
  }

  /** The ellipse that touches the middles of the four sides. */
  private static ConvexShape ellipse(List<Corner> corners) {
    double centreX = (corners.get(0).x() + corners.get(2).x()) / 2;
    double centreY = (corners.get(0).y() + corners.get(2).y()) / 2;
    // Half the sides as vectors u and v; the outline is centre + u·cos t + v·sin t.
    double ux = (corners.get(1).x() - corners.get(0).x()) / 2;
    double uy = (corners.get(1).y() - corners.get(0).y()) / 2;
    double vx = (corners.get(3).x() - corners.get(0).x()) / 2;
    double vy = (corners.get(3).y() - corners.get(0).y()) / 2;
    double halfWidth = Math.hypot(ux, vx);
    double halfHeight = Math.hypot(uy, vy);
    double lean = (ux * uy + vx * vy) / halfHeight;
    double reach = Math.abs(ux * vy - vx * uy) / halfHeight;
    var around = new Box(centreX - halfWidth, centreY - halfHeight, 2 * halfWidth, 2 * halfHeight);
    return new ConvexShape(
        around,
        List.of(new Border.Arc(centreX, centreY, halfHeight, lean, -reach)),
        List.of(new Border.Arc(centreX, centreY, halfHeight, lean, reach)));
  }

  /** Returns both borders' parts. */
  List<Border> borders() {
    List<Border> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }
}
