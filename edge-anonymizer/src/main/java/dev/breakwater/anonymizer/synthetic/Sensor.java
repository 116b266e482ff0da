package dev.breakwater.anonymizer.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Random;

/** The camera's own defects: a slight blur and grain, the same for the same seed and frame. */
final class Sensor {
  private static final int TILE = 1 << 16;
  private static final double GRAIN = 1.6;

  private final byte[] grain = new byte[TILE];

  Sensor(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TILE; i++) {
      grain[i] = (byte) Math.round(GRAIN * random.nextGaussian());
    }
  }

  /** Returns an RGB picture, 8 bits each in an int, as the sensor would have taken it. */
  BufferedImage expose(BufferedImage ideal, long frameSeed) {
    var width = ideal.getWidth();
    var height = ideal.getHeight();
    var taken = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var from = pixels(ideal);
    var to = pixels(taken);
    System.arraycopy(from, 0, to, 0, to.length);
    var start = new Random(frameSeed).nextInt(TILE);
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        var at = y * width + x;
        var noise = grain[(at * 31 + (at >> 9) * 17 + start) & (TILE - 1)];
        to[at] =
            blurred(from, at, width, 16, noise)
                | blurred(from, at, width, 8, noise)
                | blurred(from, at, width, 0, noise);
      }
    }
    return taken;
  }

  /**
   * The live pixels: reading them one by one through the colour model takes longer than all else.
   */
  private static int[] pixels(BufferedImage picture) {
    return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
  }

  /** One colour of one pixel: 4 parts itself, 1 part each neighbour. */
  private static int blurred(int[] from, int at, int width, int shift, int noise) {
    var sum =
        4 * (from[at] >> shift & 0xff)
            + (from[at - 1] >> shift & 0xff)
            + (from[at + 1] >> shift & 0xff)
            + (from[at - width] >> shift & 0xff)
            + (from[at + width] >> shift & 0xff);
    return Math.min(255, Math.max(0, sum / 8 + noise)) << shift;
  }
}
