package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.track.Region;
import java.util.List;
import java.util.Optional;

/**
 * A covered part of a frame, in pixels of the upright frame: all of the shape inside it is covered.
 *
 * @param shape of what is covered
 * @param box about the shape as if it stood upright; a rectangle's lies on even coordinates inside
 *     the frame, so that no colour sample is shared with the outside
 * @param tilt by which the shape is turned about the box's centre, radians, clockwise
 */
public record Mask(ObjectClass kind, Shape shape, Box box, double tilt) {
  /** GB/T 44464-2024 B.5.3 asks for half of the object; the rest is margin for a loose box. */
  private static final double FACE_GROWTH = 1.2;

  private static final double PLATE_GROWTH = 1.25;

  /** The shapes that GB/T 44464-2024 B.1 names. */
  public enum Shape {
    RECTANGLE,
    ROTATED_RECTANGLE,
    ELLIPSE
  }

  /** A corner, in pixels from the frame's upper left. */
  public record Corner(double x, double y) {}

  /** An upright rectangle; {@code right} and {@code bottom} lie just outside it. */
  public static Mask rectangle(ObjectClass kind, int left, int top, int right, int bottom) {
    return new Mask(kind, Shape.RECTANGLE, new Box(left, top, right - left, bottom - top), 0);
  }

  /** Returns the mask of a region; empty if the region lies outside the frame. */
  static Optional<Mask> of(Region region, int widthPx, int heightPx) {
    double growth = growth(region.kind());
    Box box = region.box().scaled(growth, growth);
    int left = clip(Math.floor(box.left() / 2) * 2, widthPx);
    int top = clip(Math.floor(box.top() / 2) * 2, heightPx);
    int right = clip(Math.ceil(box.right() / 2) * 2, widthPx);
    int bottom = clip(Math.ceil(box.bottom() / 2) * 2, heightPx);
    return left < right && top < bottom
        ? Optional.of(rectangle(region.kind(), left, top, right, bottom))
        : Optional.empty();
  }

  private static double growth(ObjectClass kind) {
    return switch (kind) {
      case FACE -> FACE_GROWTH;
      case PLATE -> PLATE_GROWTH;
    };
  }

  private static int clip(double value, int limit) {
    return (int) Math.max(0, Math.min(limit, value));
  }

  /** Returns the four corners of the turned box, clockwise from its upper left. */
  public List<Corner> corners() {
    return List.of(corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5));
  }

  private Corner corner(double right, double down) {
    double x = right * box.width();
    double y = down * box.height();
    return new Corner(
        box.left() + box.width() / 2 + x * Math.cos(tilt) - y * Math.sin(tilt),
        box.top() + box.height() / 2 + x * Math.sin(tilt) + y * Math.cos(tilt));
  }
}
