package dev.breakwater.report.chart;

import java.util.List;

/** Numbers that people would rather look at than read. */
public sealed interface Chart {
  /** Most bars, points or gauges; a chart of more says nothing. */
  int MOST = 60;

  /** Returns the chart as shapes. */
  Drawing draw();

  /**
   * Lengths, one below the other.
   *
   * @param bars none negative
   */
  record Bars(List<Bar> bars) implements Chart {
    public Bars {
      bars = List.copyOf(bars);
      requireFew(bars.size());
    }

    @Override
    public Drawing draw() {
      return BarDrawing.of(this);
    }
  }

  /**
   * @param shown the value in words
   */
  record Bar(String label, double value, String shown, Ink ink) {}

  /**
   * Values in the course of time.
   *
   * @param labels of the points, from left to right
   */
  record Lines(List<String> labels, List<Series> series) implements Chart {
    public Lines {
      labels = List.copyOf(labels);
      series = List.copyOf(series);
      requireFew(labels.size());
      for (Series each : series) {
        if (each.values().size() != labels.size()) {
          throw new IllegalArgumentException("a series has a value for each label");
        }
      }
    }

    @Override
    public Drawing draw() {
      return LineDrawing.of(this);
    }
  }

  /**
   * @param values none negative
   */
  record Series(String name, List<Long> values, Ink ink) {
    public Series {
      values = List.copyOf(values);
    }
  }

  /** Values on a scale with a limit, side by side. */
  record Gauges(List<Gauge> gauges) implements Chart {
    public Gauges {
      gauges = List.copyOf(gauges);
      requireFew(gauges.size());
    }

    @Override
    public Drawing draw() {
      return GaugeDrawing.of(this);
    }
  }

  /**
   * @param value from 0; what is beyond {@code most} is drawn there
   * @param limit where the scale changes from one side to the other
   * @param shown the value in words
   */
  record Gauge(
      String label,
      double value,
      double limit,
      double most,
      String shown,
      String limitShown,
      Ink ink) {}

  private static void requireFew(int count) {
    if (count == 0 || count > MOST) {
      throw new IllegalArgumentException("a chart shows 1 to " + MOST + " things, not " + count);
    }
  }
}
