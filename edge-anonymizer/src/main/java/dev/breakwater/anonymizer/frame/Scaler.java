package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.jspecify.annotations.Nullable;

/** Converts sizes and colour formats. Not safe for use by several threads. */
public final class Scaler implements AutoCloseable {
  private final SwsContext context;
  private @Nullable Picture bgr;

  public Scaler() {
    Libav.load();
    context = Libav.allocated(sws_alloc_context());
  }

  /** A view of pixels that is valid until the scaler's next call. */
  public record Bgr(ByteBuffer bytes, int stride) {}

  /**
   * Returns a part of {@code frame} at another size as packed blue, green, red bytes.
   *
   * @param area inside the frame
   */
  public Bgr toBgr(Frame frame, PixelArea area, int widthPx, int heightPx) {
    Picture target = bgr;
    if (target == null || target.widthPx() != widthPx || target.heightPx() != heightPx) {
      if (target != null) {
        target.free();
      }
      target = Picture.of(AV_PIX_FMT_BGR24, widthPx, heightPx, 1, Colour.RGB);
      bgr = target;
    }
    scale(frame.picture(), area, target.frame());
    return new Bgr(target.plane(0), target.stride(0));
  }

  /**
   * Returns a copy of a part of a frame; the caller closes it.
   *
   * @param longestPx the copy is scaled down until no side is longer
   * @throws IllegalArgumentException if the part reaches over the frame's edges
   */
  public Frame copy(Frame frame, PixelArea area, int longestPx) {
    Picture whole = frame.picture();
    if (area.left() + area.widthPx() > whole.widthPx()
        || area.top() + area.heightPx() > whole.heightPx()) {
      throw new IllegalArgumentException("the part reaches over the frame's edges");
    }
    double scale = Math.min(1, (double) longestPx / Math.max(area.widthPx(), area.heightPx()));
    int width = Math.max(1, (int) (area.widthPx() * scale));
    int height = Math.max(1, (int) (area.heightPx() * scale));
    Picture copy = Picture.i420(width, height, whole.colour());
    scale(whole, area, copy.frame());
    return new Frame(frame.info(), copy, PicturePool.NONE);
  }

  private void scale(Picture source, PixelArea area, AVFrame target) {
    if (area.widthPx() == source.widthPx() && area.heightPx() == source.heightPx()) {
      // Most frames: a part would make new native pointers for each.
      scale(source.frame(), target);
      return;
    }
    AVFrame part = part(source, area.left(), area.top());
    try {
      part.width(area.widthPx()).height(area.heightPx());
      scale(part, target);
    } finally {
      av_frame_free(part);
    }
  }

  /**
   * Scales all of {@code source} to all of {@code target}; each says its own format and colours.
   */
  void scale(AVFrame source, AVFrame target) {
    boolean shrinks = target.width() < source.width() || target.height() < source.height();
    context.flags((shrinks ? SWS_AREA : SWS_BILINEAR) | SWS_ACCURATE_RND);
    Libav.must(sws_scale_frame(context, target, source), "scaling a frame");
  }

  /** Scales {@code source} into the middle of {@code target}, keeping its proportions. */
  void fit(AVFrame source, Picture target) {
    double scale =
        Math.min(
            (double) target.widthPx() / source.width(),
            (double) target.heightPx() / source.height());
    int width = even(source.width() * scale);
    int height = even(source.height() * scale);
    int left = (target.widthPx() - width) / 4 * 2;
    int top = (target.heightPx() - height) / 4 * 2;
    AVFrame part = part(target, left, top);
    try {
      part.width(width).height(height);
      scale(source, part);
    } finally {
      av_frame_free(part);
    }
  }

  private static AVFrame part(Picture whole, int left, int top) {
    AVFrame part = Libav.allocated(av_frame_alloc());
    part.format(whole.frame().format());
    whole.colour().applyTo(part);
    for (int i = 0; i < 3; i++) {
      int shift = i == 0 ? 0 : 1;
      int stride = whole.stride(i);
      part.linesize(i, stride);
      part.data(i, whole.frame().data(i).getPointer(at(left >> shift, top >> shift, stride)));
      part.buf(i, whole.frame().buf(i) == null ? null : av_buffer_ref(whole.frame().buf(i)));
    }
    return part;
  }

  private static long at(int x, int y, int stride) {
    return (long) y * stride + x;
  }

  private static int even(double side) {
    return Math.max(2, (int) side / 2 * 2);
  }

  @Override
  public void close() {
    sws_free_context(context);
    if (bgr != null) {
      bgr.free();
      bgr = null;
    }
  }
}
