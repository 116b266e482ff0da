package dev.breakwater.anonymizer.frame;

/**
 * What a stream of bare pixels does not say about itself. Each frame is a luma plane, then its
 * colour at half the sides (rounded up), without padding.
 *
 * @param widthPx 1 to {@link Frame#MAX_SIDE_PX}
 * @param heightPx 1 to {@link Frame#MAX_SIDE_PX}
 * @param framesPerSecond above 0, at most 1000
 */
public record RawVideo(Layout layout, int widthPx, int heightPx, double framesPerSecond) {
  private static final double MAX_FRAMES_PER_SECOND = 1000;

  /** How the colour follows the luma. */
  public enum Layout {
    /** All blue differences, then all red ones. */
    I420,
    /** Blue and red differences in turn. */
    NV12
  }

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public RawVideo {
    if (widthPx < 1
        || heightPx < 1
        || widthPx > Frame.MAX_SIDE_PX
        || heightPx > Frame.MAX_SIDE_PX
        || (long) widthPx * heightPx > Frame.MAX_PIXELS) {
      throw new IllegalArgumentException("frames of " + widthPx + "x" + heightPx + " pixels");
    }
    if (!(framesPerSecond > 0 && framesPerSecond <= MAX_FRAMES_PER_SECOND)) {
      throw new IllegalArgumentException(framesPerSecond + " frames per second");
    }
  }

  /** Returns the bytes of one row of blue or red differences. */
  int chromaWidth() {
    return (widthPx + 1) / 2;
  }

  int chromaHeight() {
    return (heightPx + 1) / 2;
  }

  /** Returns the bytes of one frame. */
  public int frameBytes() {
    return widthPx * heightPx + 2 * chromaWidth() * chromaHeight();
  }
}
