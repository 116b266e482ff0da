package dev.breakwater.anonymizer.evaluate;

/** A part of a shape's outline that runs from its upper to its lower end without turning back. */
sealed interface Border {
  /** Returns the height of the upper end; heights grow downwards. */
  double top();

  /** Returns the height of the lower end. */
  double bottom();

  /** Returns where it is at a height between its ends. */
  double x(double y);

  /** Returns the signed area between it and the y axis, from one height to another. */
  double area(double from, double to);

  /** A straight part, not level. */
  record Side(double top, double topX, double bottom, double bottomX) implements Border {
    @Override
    public double x(double y) {
      return topX + (bottomX - topX) * (y - top) / (bottom - top);
    }

    @Override
    public double area(double from, double to) {
      return (x(from) + x(to)) / 2 * (to - from);
    }
  }

  /**
   * Half of an ellipse from its highest to its lowest point: x = centreX + lean·s + reach·√(1 −
   * s²), where s is the height from the centre in units of halfHeight.
   *
   * @param reach half the width at the centre's height; negative for the left half
   */
  record Arc(double centreX, double centreY, double halfHeight, double lean, double reach)
      implements Border {
    @Override
    public double top() {
      return centreY - halfHeight;
    }

    @Override
    public double bottom() {
      return centreY + halfHeight;
    }

    @Override
    public double x(double y) {
      double s = unit(y);
      return centreX + lean * s + reach * Math.sqrt(1 - s * s);
    }

    @Override
    public double area(double from, double to) {
      return halfHeight * (integral(unit(to)) - integral(unit(from)));
    }

    private double integral(double s) {
      return centreX * s + lean * s * s / 2 + reach / 2 * (s * Math.sqrt(1 - s * s) + Math.asin(s));
    }

    private double unit(double y) {
      return Math.max(-1, Math.min(1, (y - centreY) / halfHeight));
    }
  }
}
