package dev.breakwater.anonymizer.synthetic;

import dev.breakwater.anonymizer.frame.Frame;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;

/** A picture in 4:2:0, BT.601, luma 16 to 235. */
final class Yuv {
  private static final double[] LUMA = {0.257, 0.504, 0.098};
  private static final double[] BLUE_DIFFERENCE = {-0.148, -0.291, 0.439};
  private static final double[] RED_DIFFERENCE = {0.439, -0.368, -0.071};

  private final int width;
  private final int[] rgb;

  Yuv(BufferedImage picture) {
    width = picture.getWidth();
    rgb = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
  }

  /** Fills a frame of the picture's size. */
  void copyTo(Frame frame) {
    luma(frame.plane(0), frame.stride(0));
    chroma(frame.plane(1), frame.stride(1), BLUE_DIFFERENCE);
    chroma(frame.plane(2), frame.stride(2), RED_DIFFERENCE);
  }

  private void luma(ByteBuffer plane, int stride) {
    for (int at = 0; at < rgb.length; at++) {
      plane.put(at / width * stride + at % width, (byte) Math.round(16 + weigh(rgb[at], LUMA)));
    }
  }

  private void chroma(ByteBuffer plane, int stride, double[] weights) {
    var half = width / 2;
    for (int i = 0; i < rgb.length / 4; i++) {
      var at = 2 * (i / half) * width + 2 * (i % half);
      var sum =
          weigh(rgb[at], weights)
              + weigh(rgb[at + 1], weights)
              + weigh(rgb[at + width], weights)
              + weigh(rgb[at + width + 1], weights);
      plane.put(i / half * stride + i % half, (byte) Math.round(128 + sum / 4));
    }
  }

  private static double weigh(int rgb, double[] weights) {
    return weights[0] * (rgb >> 16 & 0xff)
        + weights[1] * (rgb >> 8 & 0xff)
        + weights[2] * (rgb & 0xff);
  }
}
