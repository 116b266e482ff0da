package dev.breakwater.report.chart;

import java.util.List;
import java.util.function.Function;

/** One stroke of a drawing; units are points, x to the right, y downwards. */
public sealed interface Shape {
  record Box(double x, double y, double width, double height, Ink ink) implements Shape {}

  /**
   * A line through points.
   *
   * @param width of the line
   */
  record Line(List<Point> points, double width, Ink ink) implements Shape {
    public Line {
      points = List.copyOf(points);
    }
  }

  /** What lies inside of a line through points and back to the first. */
  record Area(List<Point> corners, Ink ink) implements Shape {
    public Area {
      corners = List.copyOf(corners);
    }
  }

  record Point(double x, double y) {}

  /**
   * A text on its base line.
   *
   * @param x where the anchor is
   */
  record Label(double x, double y, String text, double size, Anchor anchor, Ink ink)
      implements Shape {}

  /** Which part of a label is at its x. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** Returns what the function of this kind of shape returns. */
  default <T> T match(
      Function<Box, T> box,
      Function<Line, T> line,
      Function<Area, T> area,
      Function<Label, T> label) {
    if (this instanceof Box it) {
      return box.apply(it);
    }
    if (this instanceof Line it) {
      return line.apply(it);
    }
    if (this instanceof Area it) {
      return area.apply(it);
    }
    return label.apply((Label) this);
  }
}
