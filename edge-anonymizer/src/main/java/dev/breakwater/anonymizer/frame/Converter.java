package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_PAL8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.sws_test_frame;

import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Turns decoded frames of any format into upright I420 pictures of one size: the size of the first.
 * Later ones of another size are fitted into it, with black bars.
 */
final class Converter implements AutoCloseable {
  private static final int POOLED_PICTURES = 8;
  private static final Set<Integer> FULL_RANGE_FORMATS =
      Set.of(AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ440P, AV_PIX_FMT_YUVJ444P);

  private final PicturePool pool = new PicturePool(POOLED_PICTURES);
  private final Scaler scaler = new Scaler();
  private @Nullable Size size;

  private record Size(int widthPx, int heightPx) {}

  /** Returns a copy: the decoder still needs its own pixels to predict the next frames from. */
  Frame convert(FrameInfo info, AVFrame decoded) {
    // Lines stored in two fields are lines all the same; told of fields, the scaler refuses.
    decoded.flags(decoded.flags() & ~AV_FRAME_FLAG_INTERLACED);
    if (sws_test_frame(decoded, 0) == 0) {
      // Fail closed: what cannot be converted cannot be searched.
      return Frame.damaged(info);
    }
    Orientation orientation = Orientation.of(decoded);
    Colour colour = colour(decoded);
    if (orientation.isUpright()) {
      return new Frame(info, fitted(decoded, colour), pool);
    }
    Picture stored = Picture.i420(decoded.width(), decoded.height(), colour);
    try {
      copy(decoded, stored);
      return new Frame(info, turned(stored, orientation), pool);
    } finally {
      stored.free();
    }
  }

  private static Colour colour(AVFrame decoded) {
    var format = av_pix_fmt_desc_get(decoded.format());
    boolean isRgb =
        (format.flags() & AV_PIX_FMT_FLAG_RGB) != 0 || decoded.format() == AV_PIX_FMT_PAL8;
    return Colour.of(decoded, isRgb, FULL_RANGE_FORMATS.contains(decoded.format()));
  }

  private Picture turned(Picture stored, Orientation orientation) {
    boolean swap = orientation.transposed();
    int width = swap ? stored.heightPx() : stored.widthPx();
    int height = swap ? stored.widthPx() : stored.heightPx();
    Picture upright = pool.take(width, height, stored.colour());
    orientation.turn(stored, upright);
    Size target = target(width, height);
    if (target.widthPx == width && target.heightPx == height) {
      return upright;
    }
    try {
      return fitted(upright.frame(), stored.colour());
    } finally {
      upright.free();
    }
  }

  private Picture fitted(AVFrame source, Colour colour) {
    Size target = target(source.width(), source.height());
    Picture picture = pool.take(target.widthPx, target.heightPx, colour);
    if (source.width() == target.widthPx && source.height() == target.heightPx) {
      copy(source, picture);
    } else {
      picture.clear();
      scaler.fit(source, picture);
    }
    return picture;
  }

  private void copy(AVFrame source, Picture picture) {
    if (source.format() == AV_PIX_FMT_YUV420P || source.format() == AV_PIX_FMT_YUVJ420P) {
      int format = source.format();
      source.format(AV_PIX_FMT_YUV420P);
      Libav.must(av_frame_copy(picture.frame(), source), "copying a frame");
      source.format(format);
    } else {
      scaler.scale(source, picture.frame());
    }
  }

  private Size target(int widthPx, int heightPx) {
    Size current = size;
    if (current == null) {
      current = new Size(widthPx, heightPx);
      size = current;
    }
    return current;
  }

  @Override
  public void close() {
    pool.close();
    scaler.close();
  }
}
