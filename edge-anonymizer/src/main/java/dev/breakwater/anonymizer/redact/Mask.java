package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.List;

/**
 * A covered part of a frame, in pixels of the upright frame: all of the shape inside it is covered.
 *
 * @param shape of what is covered
 * @param box about the shape as if it stood upright; a rectangle's lies on even coordinates inside
 *     the frame, so that no colour sample is shared with the outside
 * @param tilt by which the shape is turned about the box's centre, radians, clockwise
 */
public record Mask(ObjectClass kind, Shape shape, Box box, double tilt) {
  /** Points across and down a box at which its cover is sampled. */
  private static final int SAMPLES = 16;

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

  /** Returns the least upright box around the four corners. */
  public Box extent() {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Corner corner : corners()) {
      left = Math.min(left, corner.x());
      top = Math.min(top, corner.y());
      right = Math.max(right, corner.x());
      bottom = Math.max(bottom, corner.y());
    }
    return new Box(left, top, right - left, bottom - top);
  }

  /** Returns the share of an upright box that any of the masks covers, in [0, 1], to 1/256. */
  public static double share(Box box, List<Mask> masks) {
    int covered = 0;
    for (int row = 0; row < SAMPLES; row++) {
      double y = box.top() + box.height() * (row + 0.5) / SAMPLES;
      for (int column = 0; column < SAMPLES; column++) {
        double x = box.left() + box.width() * (column + 0.5) / SAMPLES;
        covered += isCovered(x, y, masks) ? 1 : 0;
      }
    }
    return (double) covered / (SAMPLES * SAMPLES);
  }

  // No stream: for each point one would be more garbage than all else that the gate makes.
  private static boolean isCovered(double x, double y, List<Mask> masks) {
    for (int i = 0; i < masks.size(); i++) {
      if (masks.get(i).contains(x, y)) {
        return true;
      }
    }
    return false;
  }

  /** Asks whether a point, in pixels from the frame's upper left, lies in the shape. */
  public boolean contains(double x, double y) {
    double fromX = x - box.left() - box.width() / 2;
    double fromY = y - box.top() - box.height() / 2;
    double cos = Math.cos(tilt);
    double sin = Math.sin(tilt);
    double across = (fromX * cos + fromY * sin) / (box.width() / 2);
    double down = (fromY * cos - fromX * sin) / (box.height() / 2);
    return switch (shape) {
      case RECTANGLE, ROTATED_RECTANGLE -> Math.abs(across) <= 1 && Math.abs(down) <= 1;
      case ELLIPSE -> across * across + down * down <= 1;
    };
  }
}
