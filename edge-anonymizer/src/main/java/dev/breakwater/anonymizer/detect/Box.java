package dev.breakwater.anonymizer.detect;

/**
 * An upright rectangle in pixels of the upright frame; may reach over its edges.
 *
 * @param left of the first column, may be negative
 * @param top of the first row, may be negative
 * @param width above 0
 * @param height above 0
 */
public record Box(double left, double top, double width, double height) {
  /**
   * @throws IllegalArgumentException if a number is not finite or a side not positive
   */
  public Box {
    if (!Double.isFinite(left + top + width + height) || width <= 0 || height <= 0) {
      throw new IllegalArgumentException("no box: a number is not finite or a side not positive");
    }
  }

  public double right() {
    return left + width;
  }

  public double bottom() {
    return top + height;
  }

  /** Returns this box about the same centre with both sides multiplied. */
  public Box scaled(double factorX, double factorY) {
    return new Box(
        left - width * (factorX - 1) / 2,
        top - height * (factorY - 1) / 2,
        width * factorX,
        height * factorY);
  }

  /** Returns the area that both boxes share, square pixels. */
  public double shared(Box other) {
    return Math.max(0, Math.min(right(), other.right()) - Math.max(left, other.left))
        * Math.max(0, Math.min(bottom(), other.bottom()) - Math.max(top, other.top));
  }

  /** Returns the shared area over the joint area, in [0, 1]. */
  public double overlap(Box other) {
    double shared = shared(other);
    return shared / (width * height + other.width * other.height - shared);
  }
}
