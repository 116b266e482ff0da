package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.IntPointer;

/**
 * One of the eight ways a stored picture is turned to stand upright: from EXIF or from a video's
 * display matrix.
 *
 * @param transposed upright columns are stored rows
 * @param mirroredX upright left is stored right (or bottom, if transposed)
 * @param mirroredY upright top is stored bottom (or right, if transposed)
 */
record Orientation(boolean transposed, boolean mirroredX, boolean mirroredY) {
  static final Orientation UPRIGHT = new Orientation(false, false, false);

  /** Reads the matrix (a b u; c d v; x y w): upright x = a·x + c·y, upright y = b·x + d·y. */
  static Orientation of(AVFrame frame) {
    AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    if (data == null) {
      return UPRIGHT;
    }
    var matrix = new IntPointer(data.data());
    int a = matrix.get(0);
    int b = matrix.get(1);
    int c = matrix.get(3);
    int d = matrix.get(4);
    // Other angles than quarter turns do not occur in cameras; they are taken as the nearest one.
    return Math.abs((long) a) >= Math.abs((long) b)
        ? new Orientation(false, a < 0, d < 0)
        : new Orientation(true, c < 0, b < 0);
  }

  boolean isUpright() {
    return equals(UPRIGHT);
  }

  /** Copies all planes of {@code stored} to {@code upright}, whose sides fit the turn. */
  void turn(Picture stored, Picture upright) {
    for (int i = 0; i < 3; i++) {
      int width = i == 0 ? upright.widthPx() : (upright.widthPx() + 1) / 2;
      int height = i == 0 ? upright.heightPx() : (upright.heightPx() + 1) / 2;
      ByteBuffer from = stored.plane(i);
      ByteBuffer to = upright.plane(i);
      int stepX = (transposed ? stored.stride(i) : 1) * (mirroredX ? -1 : 1);
      int stepY = (transposed ? 1 : stored.stride(i)) * (mirroredY ? -1 : 1);
      int start = (mirroredX ? -stepX * (width - 1) : 0) + (mirroredY ? -stepY * (height - 1) : 0);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          to.put(y * upright.stride(i) + x, from.get(start + y * stepY + x * stepX));
        }
      }
    }
  }
}
