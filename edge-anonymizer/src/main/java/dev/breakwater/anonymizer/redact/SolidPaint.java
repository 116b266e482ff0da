package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.frame.Frame;
import java.util.Arrays;

/**
 * Black in brightness, the strongest red in colour, which every decoder shows as a dark red. Hair
 * around a black or grey area looks like a head to face detectors, and they go on seeing its face;
 * with this colour they do not. Used by one thread at a time.
 */
final class SolidPaint implements MaskRedactor.Paint {
  private static final byte LUMA = 16;
  private static final byte BLUE_DIFFERENCE = (byte) 128;
  private static final byte RED_DIFFERENCE = (byte) 240;

  // One row of each plane; reused.
  private byte[] luma = new byte[0];
  private byte[] blue = new byte[0];
  private byte[] red = new byte[0];

  @Override
  public void paint(Frame frame, Spans spans, Outline outline) {
    reserve(frame.widthPx());
    for (int row = spans.top(); row < spans.bottom(); row++) {
      int left = spans.left(row);
      int blocks = spans.right(row) - left;
      int pixels = Math.min(frame.widthPx(), spans.right(row) * 2) - left * 2;
      if (blocks > 0) {
        int end = Math.min(frame.heightPx(), row * 2 + 2);
        for (int y = row * 2; y < end; y++) {
          frame.plane(0).put(y * frame.stride(0) + left * 2, luma, 0, pixels);
        }
        frame.plane(1).put(row * frame.stride(1) + left, blue, 0, blocks);
        frame.plane(2).put(row * frame.stride(2) + left, red, 0, blocks);
      }
    }
  }

  private void reserve(int widthPx) {
    if (luma.length < widthPx) {
      luma = filled(widthPx, LUMA);
      blue = filled(widthPx, BLUE_DIFFERENCE);
      red = filled(widthPx, RED_DIFFERENCE);
    }
  }

  private static byte[] filled(int length, byte value) {
    byte[] row = new byte[length];
    Arrays.fill(row, value);
    return row;
  }
}
