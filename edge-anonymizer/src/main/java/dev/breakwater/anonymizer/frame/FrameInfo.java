package dev.breakwater.anonymizer.frame;

/**
 * Where and when a frame was taken.
 *
 * @param index position in the source, from 0
 * @param capturedAtMillis wall clock of the capture, Unix milliseconds
 * @param presentationMicros time since the source's start, microseconds
 */
public record FrameInfo(long index, long capturedAtMillis, long presentationMicros) {
  /**
   * @throws IllegalArgumentException if {@code index} is negative
   */
  public FrameInfo {
    if (index < 0) {
      throw new IllegalArgumentException("frames count from 0, not " + index);
    }
  }
}
