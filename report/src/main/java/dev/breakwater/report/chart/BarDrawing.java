package dev.breakwater.report.chart;

import dev.breakwater.report.chart.Shape.Anchor;
import dev.breakwater.report.chart.Shape.Box;
import dev.breakwater.report.chart.Shape.Label;
import java.util.ArrayList;
import java.util.List;

/** Draws bars: label, bar, value. */
final class BarDrawing {
  static final double WIDTH = 495;

  private static final double ROW = 20;
  private static final double BAR = 11;
  private static final double LABELS = 150;
  private static final double VALUES = 80;
  private static final double SIZE = 9;

  private BarDrawing() {}

  static Drawing of(Chart.Bars chart) {
    double most = chart.bars().stream().mapToDouble(Chart.Bar::value).max().orElse(0);
    List<Shape> shapes = new ArrayList<>();
    double y = 0;
    for (Chart.Bar bar : chart.bars()) {
      double room = WIDTH - LABELS - VALUES;
      double length = most == 0 ? 0 : bar.value() / most * room;
      double baseline = y + (ROW + SIZE) / 2 - 1;
      String label = ShortText.fitting(bar.label(), LABELS - 8, SIZE);
      shapes.add(new Label(LABELS - 8, baseline, label, SIZE, Anchor.END, Ink.TEXT));
      shapes.add(new Box(LABELS, y + (ROW - BAR) / 2, Math.max(length, 1), BAR, bar.ink()));
      double end = LABELS + Math.max(length, 1) + 5;
      shapes.add(new Label(end, baseline, bar.shown(), SIZE, Anchor.START, Ink.TEXT));
      y += ROW;
    }
    return new Drawing(WIDTH, y, shapes);
  }
}
