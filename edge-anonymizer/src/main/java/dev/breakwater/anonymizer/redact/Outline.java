package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.track.Region;

/**
 * The shape that covers a region, in the frame or not.
 *
 * @param box about the shape as if it stood upright; on even coordinates if the shape is an upright
 *     rectangle
 */
record Outline(ObjectClass kind, Mask.Shape shape, Box box, double tilt) {
  /** Below this tilt, radians, the upright rectangle around the tilted one is hardly larger. */
  static final double UPRIGHT = 0.01;

  /** No camera has a pixel so far from its first. */
  private static final double FARTHEST_PX = 1e6;

  /** An ellipse so much longer and wider than a rectangle runs through its corners. */
  private static final double ELLIPSE_AROUND = Math.sqrt(2);

  static Outline of(Region region, Growth growth, int widthPx, int heightPx) {
    ObjectClass kind = region.kind();
    if (!isPlausible(region)) {
      // Where the object is cannot be told, so no part of the frame may show.
      return upright(kind, new Box(0, 0, widthPx, heightPx));
    }
    double factor = growth.factor(kind);
    Box grown = region.box().scaled(factor, factor);
    double tilt = Math.IEEEremainder(region.tilt(), Math.PI);
    if (growth.ellipses().contains(kind)) {
      Box around = grown.scaled(ELLIPSE_AROUND, ELLIPSE_AROUND);
      return new Outline(kind, Mask.Shape.ELLIPSE, around, tilt);
    }
    return Math.abs(tilt) < UPRIGHT
        ? upright(kind, around(grown, tilt))
        : new Outline(kind, Mask.Shape.ROTATED_RECTANGLE, grown, tilt);
  }

  private static boolean isPlausible(Region region) {
    Box box = region.box();
    double farthest =
        Math.max(
            Math.max(Math.abs(box.left()), Math.abs(box.top())),
            Math.max(Math.abs(box.right()), Math.abs(box.bottom())));
    return farthest < FARTHEST_PX && Double.isFinite(region.tilt());
  }

  private static Box around(Box box, double tilt) {
    if (tilt == 0) {
      return box;
    }
    double cos = Math.abs(Math.cos(tilt));
    double sin = Math.abs(Math.sin(tilt));
    double width = box.width() * cos + box.height() * sin;
    double height = box.width() * sin + box.height() * cos;
    return box.scaled(width / box.width(), height / box.height());
  }

  private static Outline upright(ObjectClass kind, Box box) {
    double left = Math.floor(box.left() / 2) * 2;
    double top = Math.floor(box.top() / 2) * 2;
    double right = Math.ceil(box.right() / 2) * 2;
    double bottom = Math.ceil(box.bottom() / 2) * 2;
    var even = new Box(left, top, Math.max(2, right - left), Math.max(2, bottom - top));
    return new Outline(kind, Mask.Shape.RECTANGLE, even, 0);
  }

  /** Returns the mask that is drawn in a frame, in which some of this shape lies. */
  Mask mask(int widthPx, int heightPx) {
    if (shape != Mask.Shape.RECTANGLE) {
      return new Mask(kind, shape, box, tilt);
    }
    return Mask.rectangle(
        kind,
        (int) Math.max(0, box.left()),
        (int) Math.max(0, box.top()),
        (int) Math.min(widthPx, box.right()),
        (int) Math.min(heightPx, box.bottom()));
  }

  double centreX() {
    return box.left() + box.width() / 2;
  }

  double centreY() {
    return box.top() + box.height() / 2;
  }
}
