package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_COPY_OPAQUE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes coded pictures and knows which of its frames are faithful.
 *
 * <p>A decoder conceals what it cannot read, and later frames are predicted from the concealed one
 * without any flag. So after an error every frame is unfaithful until a key frame that was sent
 * after the error.
 */
final class Decoder implements AutoCloseable {
  private static final long NONE = -1;

  private final AVCodecContext context;
  private final AVFrame frame = Libav.allocated(av_frame_alloc());
  private long sent;
  private long lastError = NONE;

  private Decoder(AVCodecContext context) {
    this.context = context;
  }

  /** What {@link #receive} found. */
  enum Outcome {
    FRAME,
    NEEDS_PACKET,
    END
  }

  /** Returns empty-handed (null) if this build has no decoder for the stream. */
  static @Nullable Decoder open(AVCodecParameters parameters) {
    Libav.load();
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    if (codec == null) {
      return null;
    }
    AVCodecContext context = Libav.allocated(avcodec_alloc_context3(codec));
    boolean opened = avcodec_parameters_to_context(context, parameters) >= 0;
    context.thread_count(1);
    context.max_pixels(Frame.MAX_PIXELS);
    context.flags(context.flags() | AV_CODEC_FLAG_COPY_OPAQUE);
    // H.264 says in each frame what it concealed; the others must refuse instead.
    if (parameters.codec_id() != AV_CODEC_ID_H264) {
      context.err_recognition(context.err_recognition() | AV_EF_EXPLODE);
    }
    if (opened && avcodec_open2(context, codec, (AVDictionary) null) >= 0) {
      return new Decoder(context);
    }
    avcodec_free_context(context);
    return null;
  }

  /** Sends the next coded picture; they count from 0. */
  void send(AVPacket packet) {
    packet.opaque(new Mark(sent + 1));
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
      lastError = sent;
    }
    if (avcodec_send_packet(context, packet) < 0) {
      lastError = sent;
    }
    sent++;
  }

  void sendEnd() {
    avcodec_send_packet(context, null);
  }

  Outcome receive() {
    int received = avcodec_receive_frame(context, frame);
    while (received < 0 && received != AVERROR_EAGAIN() && received != AVERROR_EOF) {
      lastError = sent - 1;
      received = avcodec_receive_frame(context, frame);
    }
    if (received < 0) {
      return received == AVERROR_EOF ? Outcome.END : Outcome.NEEDS_PACKET;
    }
    return Outcome.FRAME;
  }

  AVFrame frame() {
    return frame;
  }

  /** Returns the number of the coded picture that the received frame came from. */
  long packetNumber() {
    Pointer mark = frame.opaque();
    return mark == null ? NONE : mark.address() - 1;
  }

  /**
   * Asks whether the received frame shows what the camera saw, at a size within the limits. Call it
   * once for each frame.
   */
  boolean isFaithful() {
    boolean flagged =
        (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags() != 0;
    long number = packetNumber();
    if (flagged) {
      lastError = Math.max(lastError, number);
      return false;
    }
    if ((frame.flags() & AV_FRAME_FLAG_KEY) != 0 && number > lastError) {
      lastError = NONE;
    }
    return lastError == NONE
        && frame.width() <= Frame.MAX_SIDE_PX
        && frame.height() <= Frame.MAX_SIDE_PX;
  }

  @Override
  public void close() {
    av_frame_free(frame);
    avcodec_free_context(context);
  }

  /** A number that travels through the decoder as a pointer; nobody follows it. */
  private static final class Mark extends Pointer {
    Mark(long number) {
      super((Pointer) null);
      address = number;
    }
  }
}
