package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_UNSPECIFIED;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** How the numbers of a picture mean colours; the components are FFmpeg's codes (ITU-T H.273). */
record Colour(int range, int matrix, int primaries, int transfer) {
  /** Video without further notice. */
  static final Colour LIMITED = bt601(AVCOL_RANGE_MPEG);

  /** JPEG, and PNG once it is YUV. */
  static final Colour FULL = bt601(AVCOL_RANGE_JPEG);

  /** Packed RGB. */
  static final Colour RGB =
      new Colour(AVCOL_RANGE_JPEG, AVCOL_SPC_RGB, AVCOL_PRI_UNSPECIFIED, AVCOL_TRC_UNSPECIFIED);

  private static final int HD_HEIGHT_PX = 720;

  private static Colour bt601(int range) {
    return new Colour(range, AVCOL_SPC_BT470BG, AVCOL_PRI_UNSPECIFIED, AVCOL_TRC_UNSPECIFIED);
  }

  /** Returns the colours a decoded frame keeps in I420. */
  static Colour of(AVFrame frame, boolean isRgb, boolean isFullRangeFormat) {
    if (isRgb || frame.colorspace() == AVCOL_SPC_RGB) {
      return FULL;
    }
    boolean full = isFullRangeFormat || frame.color_range() == AVCOL_RANGE_JPEG;
    int matrix = frame.colorspace();
    if (matrix == AVCOL_SPC_UNSPECIFIED) {
      matrix = full || frame.height() < HD_HEIGHT_PX ? AVCOL_SPC_BT470BG : AVCOL_SPC_BT709;
    }
    int range = full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    return new Colour(range, matrix, frame.color_primaries(), frame.color_trc());
  }

  void applyTo(AVFrame frame) {
    frame.color_range(range);
    frame.colorspace(matrix);
    frame.color_primaries(primaries);
    frame.color_trc(transfer);
  }
}
