package dev.breakwater.anonymizer.detect;

/**
 * An upright rectangle in pixels of the upright frame; may reach over its edges.
 *
 * @param left of the first column, may be negative
 * @param top of the first row, may be negative
 * @param width above 0
 * @param height above 0
 */
public record Box(double left, double top, double width, double height) implements Upright {
  /**
   * @throws IllegalArgumentException if a number is not finite or a side not positive
   */
  public Box {
    if (!Double.isFinite(left + top + width + height) || width <= 0 || height <= 0) {
      throw new IllegalArgumentException("no box: a number is not finite or a side not positive");
    }
  }

  /** Returns this box about the same centre with both sides multiplied. */
  public Box scaled(double factorX, double factorY) {
    return new Box(
        left - width * (factorX - 1) / 2,
        top - height * (factorY - 1) / 2,
        width * factorX,
        height * factorY);
  }
}
