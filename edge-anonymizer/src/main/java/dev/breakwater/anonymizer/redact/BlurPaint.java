package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.frame.Frame;
import java.nio.ByteBuffer;

/**
 * Three box passes each way, which is nearly a Gaussian, over what lies around the mask. Used by
 * one thread at a time.
 */
final class BlurPaint implements MaskRedactor.Paint {
  private static final int PASSES = 3;

  /** The radius is this share of the object's shorter side, and so is the Gaussian's deviation. */
  private static final double RADIUS_SHARE = 1.0 / 3;

  private static final int SMALLEST_RADIUS_PX = 4;
  private static final int FARTHEST_RADIUS_PX = Frame.MAX_SIDE_PX;

  // A copy of the pixels around the mask, and of one line of them; reused.
  private int[] area = new int[0];
  private int[] line = new int[0];
  private byte[] bytes = new byte[0];

  @Override
  public void paint(Frame frame, Spans spans, Outline outline) {
    double shorter = Math.min(outline.box().width(), outline.box().height());
    int radius = (int) Math.min(FARTHEST_RADIUS_PX, Math.ceil(shorter * RADIUS_SHARE));
    for (int plane = 0; plane < 3; plane++) {
      int scale = plane == 0 ? 1 : 2;
      blur(frame, plane, spans, Math.max(SMALLEST_RADIUS_PX, radius) / scale);
    }
  }

  private void blur(Frame frame, int plane, Spans spans, int radius) {
    int size = plane == 0 ? 2 : 1;
    int left = spans.leftmost() * size;
    int top = spans.top() * size;
    int width = Math.min(width(frame, plane), spans.rightmost() * size) - left;
    int height = Math.min(height(frame, plane), spans.bottom() * size) - top;
    reserve(width, height);
    ByteBuffer pixels = frame.plane(plane);
    for (int y = 0; y < height; y++) {
      pixels.get((top + y) * frame.stride(plane) + left, bytes, 0, width);
      for (int x = 0; x < width; x++) {
        area[y * width + x] = bytes[x] & 0xff;
      }
    }
    smooth(width, height, radius);
    for (int y = 0; y < height; y++) {
      int row = (top + y) / size;
      int from = spans.left(row) * size - left;
      int to = Math.min(width, spans.right(row) * size - left);
      for (int x = from; x < to; x++) {
        bytes[x - from] = (byte) area[y * width + x];
      }
      if (from < to) {
        pixels.put((top + y) * frame.stride(plane) + left + from, bytes, 0, to - from);
      }
    }
  }

  private void smooth(int width, int height, int radius) {
    for (int pass = 0; pass < PASSES; pass++) {
      for (int y = 0; y < height; y++) {
        smoothLine(y * width, 1, width, radius);
      }
      for (int x = 0; x < width; x++) {
        smoothLine(x, width, height, radius);
      }
    }
  }

  /** Replaces each value by the mean of those within the radius and the area. */
  private void smoothLine(int start, int step, int length, int radius) {
    for (int i = 0; i < length; i++) {
      line[i] = area[start + i * step];
    }
    int sum = 0;
    int count = 0;
    for (int i = 0; i < Math.min(length, radius); i++) {
      sum += line[i];
      count++;
    }
    for (int i = 0; i < length; i++) {
      if (i + radius < length) {
        sum += line[i + radius];
        count++;
      }
      if (i > radius) {
        sum -= line[i - radius - 1];
        count--;
      }
      area[start + i * step] = (sum + count / 2) / count;
    }
  }

  private void reserve(int width, int height) {
    if (area.length < width * height) {
      area = new int[width * height];
    }
    if (line.length < Math.max(width, height)) {
      line = new int[Math.max(width, height)];
    }
    if (bytes.length < width) {
      bytes = new byte[width];
    }
  }

  private static int width(Frame frame, int plane) {
    return plane == 0 ? frame.widthPx() : (frame.widthPx() + 1) / 2;
  }

  private static int height(Frame frame, int plane) {
    return plane == 0 ? frame.heightPx() : (frame.heightPx() + 1) / 2;
  }
}
