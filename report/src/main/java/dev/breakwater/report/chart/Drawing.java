package dev.breakwater.report.chart;

import java.util.List;

/**
 * A chart as shapes.
 *
 * @param width in points, as the shapes' units
 */
public record Drawing(double width, double height, List<Shape> shapes) {
  public Drawing {
    shapes = List.copyOf(shapes);
  }
}
