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
final class SolidRedactor implements Redactor {
  private static final byte BLACK_LUMA = 16;
  private static final byte NO_COLOUR = (byte) 128;

  private byte[] line = new byte[0];

  @Override
  public List<Mask> redact(Frame frame, List<Region> regions) {
    List<Mask> masks =
        regions.stream()
            .map(region -> Mask.of(region, frame.widthPx(), frame.heightPx()))
            .flatMap(Optional::stream)
            .toList();
    for (Mask mask : masks) {
      paint(frame, 0, mask, BLACK_LUMA);
      paint(frame, 1, mask, NO_COLOUR);
      paint(frame, 2, mask, NO_COLOUR);
    }
    return masks;
  }

  private void paint(Frame frame, int plane, Mask mask, byte value) {
    int scale = plane == 0 ? 1 : 2;
    int left = (int) mask.box().left() / scale;
    int length = ((int) mask.box().right() + scale - 1) / scale - left;
    if (line.length < length) {
      line = new byte[length];
    }
    Arrays.fill(line, 0, length, value);
    ByteBuffer pixels = frame.plane(plane);
    int bottom = ((int) mask.box().bottom() + scale - 1) / scale;
    for (int y = (int) mask.box().top() / scale; y < bottom; y++) {
      pixels.put(y * frame.stride(plane) + left, line, 0, length);
    }
  }
}
