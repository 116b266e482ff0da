package dev.breakwater.anonymizer.redact;

/**
 * The blocks of 2 by 2 pixels that an outline touches, row by row: the pixels of a block share one
 * colour sample, so they are covered together. Used by one thread at a time, again and again.
 *
 * <p>Every outline is convex and the same turned half around. So its right border is a concave
 * function of the height: within a strip it reaches furthest right at the outline's rightmost
 * point, or at the strip's edge that is nearest to it. The left border is the right one turned.
 */
final class Spans {
  private int top;
  private int bottom;
  private int leftmost;
  private int rightmost;
  private int[] left = new int[0];
  private int[] right = new int[0];

  // Of the outline that is being traced; a and b are half its sides.
  private boolean ellipse;
  private double a;
  private double b;
  private double cos;
  private double sin;

  /** Finds the blocks of a frame that the outline touches, and says whether there are any. */
  boolean trace(Outline traced, int widthPx, int heightPx) {
    ellipse = traced.shape() == Mask.Shape.ELLIPSE;
    a = traced.box().width() / 2;
    b = traced.box().height() / 2;
    cos = Math.cos(traced.tilt());
    sin = Math.sin(traced.tilt());
    int columns = (widthPx + 1) / 2;
    int rows = (heightPx + 1) / 2;
    double high = halfHeight();
    top = clip(Math.floor((traced.centreY() - high) / 2), rows);
    bottom = clip(Math.ceil((traced.centreY() + high) / 2), rows);
    reserve(Math.max(0, bottom - top));
    leftmost = columns;
    rightmost = 0;
    for (int row = top; row < bottom; row++) {
      double from = Math.max(-high, row * 2 - traced.centreY());
      double to = Math.min(high, row * 2 + 2 - traced.centreY());
      int start = clip(Math.floor((traced.centreX() - reach(-to, -from)) / 2), columns);
      int end = clip(Math.ceil((traced.centreX() + reach(from, to)) / 2), columns);
      left[row - top] = start;
      right[row - top] = Math.max(start, end);
      if (start < end) {
        leftmost = Math.min(leftmost, start);
        rightmost = Math.max(rightmost, end);
      }
    }
    return leftmost < rightmost;
  }

  private void reserve(int rows) {
    if (left.length < rows) {
      left = new int[rows];
      right = new int[rows];
    }
  }

  private static int clip(double value, int limit) {
    return (int) Math.max(0, Math.min(limit, value));
  }

  private double halfHeight() {
    return ellipse ? Math.hypot(a * sin, b * cos) : Math.abs(a * sin) + Math.abs(b * cos);
  }

  /** Returns how far right of the centre the outline reaches between two heights. */
  private double reach(double from, double to) {
    return ellipse ? reachOfEllipse(from, to) : reachOfRectangle(from, to);
  }

  private double reachOfRectangle(double from, double to) {
    double cornerX = Math.abs(a * cos) + Math.abs(b * sin);
    double cornerY = a * Math.signum(cos) * sin - b * Math.signum(sin) * cos;
    double y = Math.max(from, Math.min(to, cornerY));
    if (y == cornerY) {
      return cornerX;
    }
    double byEnd = (a - y * sin * Math.signum(cos)) / Math.abs(cos);
    double bySide = (b + y * cos * Math.signum(sin)) / Math.abs(sin);
    return Math.min(cornerX, Math.min(byEnd, bySide));
  }

  /** Solves xx·x² + xy·x·y + yy·y² = 1 for x. */
  private double reachOfEllipse(double from, double to) {
    double xx = cos * cos / (a * a) + sin * sin / (b * b);
    double xy = 2 * sin * cos * (1 / (a * a) - 1 / (b * b));
    double yy = sin * sin / (a * a) + cos * cos / (b * b);
    double tipX = Math.hypot(a * cos, b * sin);
    double tipY = -xy * tipX / (2 * yy);
    double y = Math.max(from, Math.min(to, tipY));
    if (y == tipY) {
      return tipX;
    }
    double root = Math.sqrt(Math.max(0, xy * xy * y * y - 4 * xx * (yy * y * y - 1)));
    return (root - xy * y) / (2 * xx);
  }

  /** Returns the first row of blocks. */
  int top() {
    return top;
  }

  /** Returns the row of blocks after the last. */
  int bottom() {
    return bottom;
  }

  /** Returns the first column of any row. */
  int leftmost() {
    return leftmost;
  }

  /** Returns the column after the last of any row. */
  int rightmost() {
    return rightmost;
  }

  /** Returns the first column of a row. */
  int left(int row) {
    return left[row - top];
  }

  /** Returns the column after the last of a row; not below its first. */
  int right(int row) {
    return right[row - top];
  }
}
