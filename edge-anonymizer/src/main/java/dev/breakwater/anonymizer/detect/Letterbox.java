package dev.breakwater.anonymizer.detect;

import dev.breakwater.anonymizer.frame.Scaler;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Puts scaled frames of one size into the upper left of the network's input, grey around. */
final class Letterbox {
  private static final float PAD = 114 / 255f;
  private static final float[] UNIT = unit();

  private final int frameWidthPx;
  private final int frameHeightPx;
  private final int contentWidthPx;
  private final int contentHeightPx;
  private final Network.Tensors tensors;
  private final byte[] row;
  private final float[] line;

  Letterbox(
      int frameWidthPx,
      int frameHeightPx,
      int contentWidthPx,
      int contentHeightPx,
      Network.Tensors tensors) {
    this.frameWidthPx = frameWidthPx;
    this.frameHeightPx = frameHeightPx;
    this.contentWidthPx = contentWidthPx;
    this.contentHeightPx = contentHeightPx;
    this.tensors = tensors;
    this.row = new byte[contentWidthPx * Network.COLOURS];
    this.line = new float[contentWidthPx];
    FloatBuffer input = tensors.input();
    for (int i = 0; i < input.capacity(); i++) {
      input.put(i, PAD);
    }
  }

  private static float[] unit() {
    float[] unit = new float[256];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = i / 255f;
    }
    return unit;
  }

  boolean fits(int widthPx, int heightPx) {
    return widthPx == frameWidthPx && heightPx == frameHeightPx;
  }

  int contentWidthPx() {
    return contentWidthPx;
  }

  int contentHeightPx() {
    return contentHeightPx;
  }

  Network.Tensors tensors() {
    return tensors;
  }

  /** Frame pixels for one input pixel, across. */
  double scaleX() {
    return (double) frameWidthPx / contentWidthPx;
  }

  /** Frame pixels for one input pixel, down. */
  double scaleY() {
    return (double) frameHeightPx / contentHeightPx;
  }

  void fill(Scaler.Bgr content) {
    FloatBuffer input = tensors.input();
    ByteBuffer bytes = content.bytes();
    int plane = tensors.widthPx() * tensors.heightPx();
    for (int y = 0; y < contentHeightPx; y++) {
      bytes.get(y * content.stride(), row);
      for (int colour = 0; colour < Network.COLOURS; colour++) {
        for (int x = 0; x < contentWidthPx; x++) {
          line[x] = UNIT[row[x * Network.COLOURS + colour] & 0xff];
        }
        input.put(colour * plane + y * tensors.widthPx(), line);
      }
    }
  }
}
