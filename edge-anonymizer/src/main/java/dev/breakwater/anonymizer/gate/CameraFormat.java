package dev.breakwater.anonymizer.gate;

/**
 * What a live camera delivers.
 *
 * @param widthPx of its frames
 * @param heightPx of its frames
 * @param framesPerSecond above 0
 */
public record CameraFormat(int widthPx, int heightPx, double framesPerSecond) {
  /**
   * @throws IllegalArgumentException if a value is not positive
   */
  public CameraFormat {
    if (widthPx <= 0 || heightPx <= 0 || !(framesPerSecond > 0)) {
      throw new IllegalArgumentException("a camera's sides and rate are above 0");
    }
  }
}
