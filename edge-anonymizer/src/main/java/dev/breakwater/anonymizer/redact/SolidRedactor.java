package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.track.Region;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Covers regions with black. Nothing of what was under a mask is left in the frame; only its place
 * and size are. Used by one thread at a time.
 */
public final class SolidRedactor {
  private static final byte BLACK_LUMA = 16;
  private static final byte NO_COLOUR = (byte) 128;

  private byte[] line = new byte[0];

  /** Paints on the frame and returns the masks painted. */
  public List<Mask> redact(Frame frame, List<Region> regions) {
    List<Mask> masks =
        regions.stream()
            .map(region -> Mask.of(region, frame.widthPx(), frame.heightPx()))
            .flatMap(Optional::stream)
            .toList();
    for (Mask mask : masks) {
      paint(frame, 0, mask.left(), mask.top(), mask.right(), mask.bottom(), BLACK_LUMA);
      for (int plane = 1; plane <= 2; plane++) {
        paint(
            frame,
            plane,
            mask.left() / 2,
            mask.top() / 2,
            (mask.right() + 1) / 2,
            (mask.bottom() + 1) / 2,
            NO_COLOUR);
      }
    }
    return masks;
  }

  private void paint(Frame frame, int plane, int left, int top, int right, int bottom, byte value) {
    if (line.length < right - left) {
      line = new byte[right - left];
    }
    Arrays.fill(line, 0, right - left, value);
    ByteBuffer pixels = frame.plane(plane);
    for (int y = top; y < bottom; y++) {
      pixels.put(y * frame.stride(plane) + left, line, 0, right - left);
    }
  }
}
