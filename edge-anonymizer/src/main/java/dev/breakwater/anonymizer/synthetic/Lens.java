package dev.breakwater.anonymizer.synthetic;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/**
 * A pinhole camera looking along the road. World axes: x to the right of the lens, y up from the
 * road, z forward, in metres.
 *
 * @param widthPx width of the picture
 * @param heightPx height of the picture
 */
record Lens(int widthPx, int heightPx) {
  private static final double HEIGHT_M = 1.4;
  private static final double NEAREST_M = 0.7;

  /** Pixels that one metre takes at the distance {@code z} in metres. */
  double scale(double z) {
    return 1.094 * widthPx / z;
  }

  double horizon() {
    return 0.47 * heightPx;
  }

  Point2D.Double project(double x, double y, double z) {
    var clamped = Math.max(z, NEAREST_M);
    return new Point2D.Double(
        widthPx / 2.0 + x * scale(clamped), horizon() + (HEIGHT_M - y) * scale(clamped));
  }

  /** Transforms metres around the road point (x, z), y pointing down, to pixels. */
  AffineTransform upright(double x, double z) {
    var foot = project(x, 0, z);
    var transform = AffineTransform.getTranslateInstance(foot.x, foot.y);
    transform.scale(scale(z), scale(z));
    return transform;
  }

  /**
   * Returns the outline in pixels of a polygon in the world.
   *
   * @param points x, y, z of each corner in metres; what lies behind the lens is pulled to just in
   *     front of it
   */
  Path2D polygon(double... points) {
    var path = new Path2D.Double();
    for (int i = 0; i < points.length; i += 3) {
      var p = project(points[i], points[i + 1], points[i + 2]);
      if (i == 0) {
        path.moveTo(p.x, p.y);
      } else {
        path.lineTo(p.x, p.y);
      }
    }
    path.closePath();
    return path;
  }
}
