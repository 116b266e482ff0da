package dev.breakwater.anonymizer;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameInfo;
import java.nio.ByteBuffer;
import java.util.Random;

/** Frames drawn for tests: a bright texture, so that a black mask is told from everything else. */
public final class Frames {
  /** No drawn pixel is darker. */
  public static final int DARKEST = 80;

  private static final long START_MILLIS = 1_700_000_000_000L;
  private static final int MILLIS_BETWEEN = 40;

  private Frames() {}

  /** Returns frame {@code index} of a sequence at 25 frames/s. */
  public static Frame textured(int index, int widthPx, int heightPx) {
    long millis = (long) index * MILLIS_BETWEEN;
    var info = new FrameInfo(index, START_MILLIS + millis, millis * 1000);
    Frame frame = Frame.black(info, widthPx, heightPx);
    ByteBuffer luma = frame.plane(0);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        luma.put(y * frame.stride(0) + x, (byte) (DARKEST + (x * 3 + y * 2 + index * 5) % 140));
      }
    }
    for (int plane = 1; plane <= 2; plane++) {
      ByteBuffer chroma = frame.plane(plane);
      for (int i = 0; i < chroma.capacity(); i++) {
        chroma.put(i, (byte) (plane == 1 ? 100 : 160));
      }
    }
    return frame;
  }

  /** Returns such a frame under noise, which no encoder makes small. */
  public static Frame noisy(int index, int widthPx, int heightPx) {
    Frame frame = textured(index, widthPx, heightPx);
    byte[] noise = new byte[frame.plane(0).capacity()];
    new Random(index).nextBytes(noise);
    frame.plane(0).put(0, noise);
    return frame;
  }

  /** Returns the brightness at a place, 0 to 255. */
  public static int luma(Frame frame, int x, int y) {
    return frame.plane(0).get(y * frame.stride(0) + x) & 0xff;
  }
}
