package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.frame.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The brightness of a part of a frame, as readers of plates take it. */
final class GreyCrop {
  private static final int HEIGHT_PX = 96;
  private static final int MAX_WIDTH_PX = 960;
  private static final int BORDER_PX = 16;
  private static final byte WHITE = (byte) 255;

  private GreyCrop() {}

  /**
   * Returns the part as a binary PGM file of at most 992 by 128 pixels: enlarged and stretched to
   * the full range, in a frame of white, how a reader of printed text likes it.
   */
  static byte[] pgm(Frame frame, Box part) {
    double scale = HEIGHT_PX / part.height();
    int width = (int) Math.max(1, Math.min(MAX_WIDTH_PX, Math.round(part.width() * scale)));
    double[] luma = sampled(frame, part, width, HEIGHT_PX);
    double low = Arrays.stream(luma).min().orElse(0);
    double range = Math.max(1, Arrays.stream(luma).max().orElse(0) - low);
    int stride = width + 2 * BORDER_PX;
    int rows = HEIGHT_PX + 2 * BORDER_PX;
    byte[] header = ("P5 " + stride + " " + rows + " 255\n").getBytes(StandardCharsets.US_ASCII);
    byte[] file = Arrays.copyOf(header, header.length + stride * rows);
    Arrays.fill(file, header.length, file.length, WHITE);
    for (int i = 0; i < luma.length; i++) {
      int at = (i / width + BORDER_PX) * stride + i % width + BORDER_PX;
      file[header.length + at] = (byte) Math.round((luma[i] - low) / range * 255);
    }
    return file;
  }

  /** Returns the part's brightness, 0 to 255, row by row, brought to a size in pixels. */
  static double[] sampled(Frame frame, Box part, int width, int height) {
    double[] luma = new double[width * height];
    for (int i = 0; i < luma.length; i++) {
      int row = i / width;
      double x = part.left() + (i % width + 0.5) * part.width() / width - 0.5;
      double y = part.top() + (row + 0.5) * part.height() / height - 0.5;
      luma[i] = between(frame, x, y);
    }
    return luma;
  }

  private static double between(Frame frame, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double down = y - top;
    double upper = luma(frame, left, top) * (1 - right) + luma(frame, left + 1, top) * right;
    double lower =
        luma(frame, left, top + 1) * (1 - right) + luma(frame, left + 1, top + 1) * right;
    return upper * (1 - down) + lower * down;
  }

  private static int luma(Frame frame, int x, int y) {
    ByteBuffer plane = frame.plane(0);
    int column = Math.max(0, Math.min(frame.widthPx() - 1, x));
    int row = Math.max(0, Math.min(frame.heightPx() - 1, y));
    return plane.get(row * frame.stride(0) + column) & 0xff;
  }
}
