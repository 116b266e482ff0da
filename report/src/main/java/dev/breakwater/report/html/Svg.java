package dev.breakwater.report.html;

import dev.breakwater.report.chart.Drawing;
import dev.breakwater.report.chart.Ink;
import dev.breakwater.report.chart.Shape;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a drawing as SVG inside a page. */
final class Svg {
  private Svg() {}

  /**
   * @param title what it shows, for those who do not see it
   */
  static String of(Drawing drawing, String title) {
    String size = number(drawing.width()) + " " + number(drawing.height());
    return drawing.shapes().stream()
        .map(shape -> shape.match(Svg::box, Svg::line, Svg::area, Svg::label))
        .collect(
            Collectors.joining(
                "",
                "<svg viewBox=\"0 0 %s\" width=\"%s\" role=\"img\" aria-label=\"%s\">\n"
                    .formatted(size, number(drawing.width() * 1.3), Markup.escaped(title)),
                "</svg>\n"));
  }

  private static String box(Shape.Box box) {
    return "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
        .formatted(
            number(box.x()),
            number(box.y()),
            number(box.width()),
            number(box.height()),
            colour(box.ink()));
  }

  private static String line(Shape.Line line) {
    return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>\n"
        .formatted(points(line.points()), colour(line.ink()), number(line.width()));
  }

  private static String area(Shape.Area area) {
    return "<polygon points=\"%s\" fill=\"%s\"/>\n"
        .formatted(points(area.corners()), colour(area.ink()));
  }

  private static String points(List<Shape.Point> points) {
    return points.stream()
        .map(point -> number(point.x()) + "," + number(point.y()))
        .collect(Collectors.joining(" "));
  }

  private static String label(Shape.Label label) {
    return "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
        .formatted(
            number(label.x()),
            number(label.y()),
            number(label.size()),
            label.anchor().name().toLowerCase(Locale.ROOT),
            colour(label.ink()),
            Markup.escaped(label.text()));
  }

  private static String colour(Ink ink) {
    return "#%06x".formatted(ink.rgb());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
