package dev.breakwater.anonymizer.detect;

import dev.breakwater.anonymizer.detect.InputSize.Extent;
import dev.breakwater.anonymizer.detect.ModelInput.Colours;
import dev.breakwater.anonymizer.detect.ModelInput.Layout;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Puts pictures of one size into the upper left of a network's input, with padding around. */
final class Letterbox {
  private static final int CHANNELS = ModelInput.CHANNELS;
  private static final int PIXEL_VALUES = 256;

  private final Extent content;
  private final Tensors tensors;
  private final boolean mirrored;
  private final boolean planar;

  // For each channel of the input: what a pixel value becomes, and which byte of a pixel it is.
  private final float[][] values = new float[CHANNELS][PIXEL_VALUES];
  private final int[] colour = new int[CHANNELS];
  private final byte[] row;
  private final float[] line;

  Letterbox(ModelInput format, Extent content, Tensors tensors, boolean mirrored) {
    this.content = content;
    this.tensors = tensors;
    this.mirrored = mirrored;
    this.planar = format.layout() == Layout.NCHW;
    this.row = new byte[content.widthPx() * CHANNELS];
    this.line = new float[content.widthPx() * (planar ? 1 : CHANNELS)];
    for (int channel = 0; channel < CHANNELS; channel++) {
      colour[channel] = format.colours() == Colours.BGR ? channel : CHANNELS - 1 - channel;
      for (int pixel = 0; pixel < PIXEL_VALUES; pixel++) {
        values[channel][pixel] = format.value(channel, pixel);
      }
    }
    pad(format.padding());
  }

  private void pad(int pixel) {
    FloatBuffer input = tensors.input();
    int plane = tensors.widthPx() * tensors.heightPx();
    for (int i = 0; i < input.capacity(); i++) {
      input.put(i, values[planar ? i / plane : i % CHANNELS][pixel]);
    }
  }

  Extent content() {
    return content;
  }

  Tensors tensors() {
    return tensors;
  }

  /**
   * Returns where a box in pixels of the input would begin if the picture had not been mirrored.
   */
  double unmirroredLeft(Candidate box) {
    return mirrored ? content.widthPx() - box.left() - box.width() : box.left();
  }

  /**
   * @param bgr packed blue, green, red bytes of a picture of {@link #content}
   * @param stride distance between two rows, bytes
   */
  void fill(ByteBuffer bgr, int stride) {
    int width = tensors.widthPx();
    for (int y = 0; y < content.heightPx(); y++) {
      bgr.get(y * stride, row);
      for (int channel = 0; channel < CHANNELS; channel++) {
        if (planar) {
          convert(channel, 0, 1);
          tensors.input().put((channel * tensors.heightPx() + y) * width, line);
        } else {
          convert(channel, channel, CHANNELS);
        }
      }
      if (!planar) {
        tensors.input().put(y * width * CHANNELS, line);
      }
    }
  }

  /** Converts one channel of the row; its values go to {@code offset} and every {@code step}. */
  private void convert(int channel, int offset, int step) {
    float[] value = values[channel];
    int width = content.widthPx();
    int from = colour[channel];
    for (int x = 0; x < width; x++) {
      int to = mirrored ? width - 1 - x : x;
      line[to * step + offset] = value[row[x * CHANNELS + from] & 0xff];
    }
  }
}
