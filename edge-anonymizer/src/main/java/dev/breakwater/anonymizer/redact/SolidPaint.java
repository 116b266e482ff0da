package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.frame.Frame;
import java.util.Arrays;

/** Black without colour. Used by one thread at a time. */
final class SolidPaint implements MaskRedactor.Paint {
  private static final byte BLACK_LUMA = 16;
  private static final byte NO_COLOUR = (byte) 128;

  private byte[] black = new byte[0];
  private byte[] colourless = new byte[0];

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
          frame.plane(0).put(y * frame.stride(0) + left * 2, black, 0, pixels);
        }
        frame.plane(1).put(row * frame.stride(1) + left, colourless, 0, blocks);
        frame.plane(2).put(row * frame.stride(2) + left, colourless, 0, blocks);
      }
    }
  }

  private void reserve(int widthPx) {
    if (black.length < widthPx) {
      black = new byte[widthPx];
      colourless = new byte[widthPx];
      Arrays.fill(black, BLACK_LUMA);
      Arrays.fill(colourless, NO_COLOUR);
    }
  }
}
