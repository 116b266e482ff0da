package dev.breakwater.anonymizer.frame;

/**
 * A part of a frame.
 *
 * @param left first column, even, 0 or more
 * @param top first row, even, 0 or more
 * @param widthPx above 0
 * @param heightPx above 0
 */
public record PixelArea(int left, int top, int widthPx, int heightPx) {
  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public PixelArea {
    if (left < 0 || top < 0 || left % 2 != 0 || top % 2 != 0 || widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException("no part of a frame");
    }
  }
}
