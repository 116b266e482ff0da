package dev.breakwater.report.chart;

import dev.breakwater.report.chart.Shape.Anchor;
import dev.breakwater.report.chart.Shape.Box;
import dev.breakwater.report.chart.Shape.Label;
import dev.breakwater.report.chart.Shape.Line;
import dev.breakwater.report.chart.Shape.Point;
import java.util.ArrayList;
import java.util.List;

/** Draws series over a common scale that begins at 0. */
final class LineDrawing {
  private static final double WIDTH = BarDrawing.WIDTH;
  private static final double HEIGHT = 170;
  private static final double LEFT = 50;
  private static final double TOP = 22;
  private static final double BOTTOM = 22;
  private static final double SIZE = 8;
  private static final int GRID = 4;
  private static final int MOST_LABELS = 12;
  private static final double DOT = 4;

  private final Chart.Lines chart;
  private final long most;
  private final List<Shape> shapes = new ArrayList<>();

  private LineDrawing(Chart.Lines chart) {
    this.chart = chart;
    this.most =
        roundUp(
            chart.series().stream()
                .flatMap(s -> s.values().stream())
                .mapToLong(v -> v)
                .max()
                .orElse(0));
  }

  static Drawing of(Chart.Lines chart) {
    var drawing = new LineDrawing(chart);
    drawing.grid();
    drawing.labels();
    double x = LEFT;
    for (Chart.Series series : chart.series()) {
      drawing.series(series);
      drawing.shapes.add(new Box(x, 3, 8, 8, series.ink()));
      drawing.shapes.add(new Label(x + 12, 10, series.name(), SIZE, Anchor.START, Ink.TEXT));
      x += (WIDTH - LEFT) / chart.series().size();
    }
    return new Drawing(WIDTH, HEIGHT, drawing.shapes);
  }

  /** Returns the next number of the form 4, 8, 20, 40, 80, 200..., so that the grid's are whole. */
  private static long roundUp(long value) {
    long scale = GRID;
    while (true) {
      for (long step : new long[] {1, 2, 5}) {
        if (scale * step >= value) {
          return scale * step;
        }
      }
      scale *= 10;
    }
  }

  private void grid() {
    for (int i = 0; i <= GRID; i++) {
      long value = most / GRID * i;
      double y = y(value);
      shapes.add(new Line(List.of(new Point(LEFT, y), new Point(WIDTH, y)), 0.5, Ink.RULE));
      shapes.add(new Label(LEFT - 6, y + 3, Long.toString(value), SIZE, Anchor.END, Ink.MUTED));
    }
  }

  private void labels() {
    int count = chart.labels().size();
    int step = (count + MOST_LABELS - 1) / MOST_LABELS;
    for (int i = 0; i < count; i += step) {
      shapes.add(
          new Label(x(i), HEIGHT - 6, chart.labels().get(i), SIZE, Anchor.MIDDLE, Ink.MUTED));
    }
  }

  private void series(Chart.Series series) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < series.values().size(); i++) {
      points.add(new Point(x(i), y(series.values().get(i))));
    }
    shapes.add(new Line(points, 1.6, series.ink()));
    for (Point each : points) {
      shapes.add(new Box(each.x() - DOT / 2, each.y() - DOT / 2, DOT, DOT, series.ink()));
    }
  }

  private double x(int point) {
    double step = (WIDTH - LEFT) / chart.labels().size();
    return LEFT + (point + 0.5) * step;
  }

  private double y(long value) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most;
  }
}
