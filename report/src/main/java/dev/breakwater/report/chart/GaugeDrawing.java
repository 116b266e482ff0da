package dev.breakwater.report.chart;

import dev.breakwater.report.chart.Shape.Anchor;
import dev.breakwater.report.chart.Shape.Area;
import dev.breakwater.report.chart.Shape.Label;
import dev.breakwater.report.chart.Shape.Line;
import dev.breakwater.report.chart.Shape.Point;
import java.util.ArrayList;
import java.util.List;

/** Draws half rings, three in a row: how far a value is, and where its limit is. */
final class GaugeDrawing {
  private static final int IN_A_ROW = 3;
  private static final double WIDTH = BarDrawing.WIDTH;
  private static final double CELL = WIDTH / IN_A_ROW;
  private static final double ROW = 114;
  private static final double RADIUS = 52;
  private static final double RING = 11;
  private static final int STEPS = 48;
  private static final double LARGE = 16;

  /** Width inside of the ring, a little above its foot. */
  private static final double INSIDE = 2 * (RADIUS - RING) - 4;

  private GaugeDrawing() {}

  static Drawing of(Chart.Gauges chart) {
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < chart.gauges().size(); i++) {
      double x = i % IN_A_ROW * CELL + CELL / 2;
      int row = i / IN_A_ROW;
      double y = row * ROW + 14 + RADIUS;
      draw(chart.gauges().get(i), x, y, shapes);
    }
    int rows = (chart.gauges().size() + IN_A_ROW - 1) / IN_A_ROW;
    return new Drawing(WIDTH, rows * ROW, shapes);
  }

  private static void draw(Chart.Gauge gauge, double x, double y, List<Shape> shapes) {
    double share = Math.min(gauge.value() / gauge.most(), 1);
    double limit = Math.min(gauge.limit() / gauge.most(), 1);
    shapes.add(new Area(ring(x, y, 1), Ink.RULE));
    shapes.add(new Area(ring(x, y, share), gauge.ink()));
    Point inner = at(x, y, RADIUS - RING / 2 - 2, limit);
    Point outer = at(x, y, RADIUS + RING / 2 + 2, limit);
    shapes.add(new Line(List.of(inner, outer), 1.6, Ink.TEXT));
    double size = Math.min(LARGE, LARGE * INSIDE / ShortText.width(gauge.shown(), LARGE));
    shapes.add(new Label(x, y - 3, gauge.shown(), size, Anchor.MIDDLE, gauge.ink()));
    String label = ShortText.fitting(gauge.label(), CELL - 6, 9);
    shapes.add(new Label(x, y + 15, label, 9, Anchor.MIDDLE, Ink.TEXT));
    String limitShown = ShortText.fitting(gauge.limitShown(), CELL - 6, 8);
    shapes.add(new Label(x, y + 27, limitShown, 8, Anchor.MIDDLE, Ink.MUTED));
  }

  private static List<Point> ring(double x, double y, double share) {
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      corners.add(at(x, y, RADIUS + RING / 2, share * i / STEPS));
    }
    for (int i = STEPS; i >= 0; i--) {
      corners.add(at(x, y, RADIUS - RING / 2, share * i / STEPS));
    }
    return corners;
  }

  /**
   * @param share 0 is left, 1 is right
   */
  private static Point at(double x, double y, double radius, double share) {
    double angle = Math.PI * (1 - share);
    return new Point(x + radius * Math.cos(angle), y - radius * Math.sin(angle));
  }
}
