package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Native pixels of one picture and the Java views of their planes. */
final class Picture {
  private static final byte BLACK_LUMA = 16;
  private static final byte NO_COLOUR = (byte) 128;

  private final AVFrame frame;
  private final List<ByteBuffer> planes;
  private Colour colour;

  private Picture(AVFrame frame, List<ByteBuffer> planes, Colour colour) {
    this.frame = frame;
    this.planes = planes;
    this.colour = colour;
  }

  static Picture i420(int widthPx, int heightPx, Colour colour) {
    return of(AV_PIX_FMT_YUV420P, widthPx, heightPx, 3, colour);
  }

  /** Allocates; the lower planes of a planar format have half the height, rounded up. */
  static Picture of(int format, int widthPx, int heightPx, int planeCount, Colour colour) {
    Libav.load();
    AVFrame frame = Libav.allocated(av_frame_alloc());
    frame.format(format).width(widthPx).height(heightPx);
    colour.applyTo(frame);
    Libav.must(av_frame_get_buffer(frame, 0), "pixels for " + widthPx + "x" + heightPx);
    List<ByteBuffer> planes = new ArrayList<>();
    for (int i = 0; i < planeCount; i++) {
      int rows = i == 0 ? heightPx : (heightPx + 1) / 2;
      planes.add(frame.data(i).capacity((long) frame.linesize(i) * rows).asByteBuffer());
    }
    return new Picture(frame, List.copyOf(planes), colour);
  }

  int widthPx() {
    return frame.width();
  }

  int heightPx() {
    return frame.height();
  }

  ByteBuffer plane(int plane) {
    return planes.get(plane);
  }

  int stride(int plane) {
    return frame.linesize(plane);
  }

  Colour colour() {
    return colour;
  }

  void colour(Colour next) {
    colour = next;
    next.applyTo(frame);
  }

  AVFrame frame() {
    return frame;
  }

  void clear() {
    for (int i = 0; i < planes.size(); i++) {
      fill(planes.get(i), i == 0 ? BLACK_LUMA : NO_COLOUR);
    }
  }

  private static void fill(ByteBuffer plane, byte value) {
    for (int i = 0; i < plane.capacity(); i++) {
      plane.put(i, value);
    }
  }

  /** Frees the native memory; only for a picture that nobody else can reach. */
  void free() {
    av_frame_free(frame);
  }
}
