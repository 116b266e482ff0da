package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** The coded pictures of the best video stream of a file or camera, as they are stored or sent. */
final class Demuxer implements AutoCloseable {
  /** Containers of single files; play lists and captures that name other files are left out. */
  private static final String CONTAINERS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,h264,hevc,m4v,flv,asf,ivf,"
          + "obu,mjpeg,ogg,gif,yuv4mpegpipe";

  private final AVFormatContext format;
  private final AVStream stream;
  private final AVPacket packet = Libav.allocated(av_packet_alloc());
  private final BooleanSupplier endsTooEarly;
  private final @Nullable Patience patience;
  private long packets;
  private boolean cutOff;

  private Demuxer(
      AVFormatContext format,
      AVStream stream,
      BooleanSupplier endsTooEarly,
      @Nullable Patience patience) {
    this.format = format;
    this.stream = stream;
    this.endsTooEarly = endsTooEarly;
    this.patience = patience;
  }

  static Demuxer open(Path file) throws UnreadableSourceException {
    Libav.load();
    if (!Files.isReadable(file)) {
      throw new UnreadableSourceException(file, "there is no such file, or it may not be read");
    }
    AVFormatContext format = openInput(file);
    int best = bestVideo(format);
    if (best < 0) {
      avformat_close_input(format);
      throw new UnreadableSourceException(file, "no video in it (" + Libav.text(best) + ")");
    }
    return new Demuxer(format, format.streams(best), () -> ContainerEnd.isMissing(file), null);
  }

  /** Connects to a camera; {@code patience} can end every wait for it. */
  static Demuxer open(CameraAddress camera, CameraSettings settings, Patience patience)
      throws UnreadableSourceException {
    patience.allow(CameraInput.CONNECT_LIMIT);
    AVFormatContext format = CameraInput.open(camera, settings, patience);
    int best = bestVideo(format);
    if (best < 0) {
      avformat_close_input(format);
      throw CameraInput.unreachable(camera, best);
    }
    return new Demuxer(format, format.streams(best), () -> true, patience);
  }

  private static int bestVideo(AVFormatContext format) {
    int found = avformat_find_stream_info(format, (PointerPointer<?>) null);
    return found < 0
        ? found
        : av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
  }

  private static AVFormatContext openInput(Path file) throws UnreadableSourceException {
    AVFormatContext format = Libav.allocated(avformat_alloc_context());
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "protocol_whitelist", "file", 0);
    av_dict_set(options, "format_whitelist", CONTAINERS, 0);
    try (BytePointer url = Libav.url(file)) {
      int opened = avformat_open_input(format, url, null, options);
      if (opened < 0) {
        throw new UnreadableSourceException(file, "not a video (" + Libav.text(opened) + ")");
      }
      return format;
    } finally {
      av_dict_free(options);
    }
  }

  AVFormatContext format() {
    return format;
  }

  AVStream stream() {
    return stream;
  }

  /** Asks whether reading stopped at an error, or before the container's own count was reached. */
  boolean isCutOff() {
    return cutOff;
  }

  /**
   * Reads the next coded picture of the stream.
   *
   * @return whether there was one; it is in {@link #packet}, valid until the next call
   */
  boolean read() {
    while (true) {
      av_packet_unref(packet);
      if (patience != null) {
        patience.allow(CameraInput.SILENCE_LIMIT);
      }
      int read = av_read_frame(format, packet);
      if (read < 0) {
        // MP4 says how many there should be; Matroska and AVI how long they are.
        cutOff = read != AVERROR_EOF || packets < promised() || endsTooEarly.getAsBoolean();
        return false;
      }
      if (packet.stream_index() == stream.index()) {
        packets++;
        if (packet.size() > 0) {
          return true;
        }
      }
    }
  }

  /**
   * Returns how many coded pictures MP4 says there are. Matroska and AVI say how long they are; AVI
   * counts frames that were left out.
   */
  private long promised() {
    return format.iformat().name().getString().startsWith("mov") ? stream.nb_frames() : 0;
  }

  AVPacket packet() {
    return packet;
  }

  /**
   * Asks whether the packet just read is needed for decoding only: an edit list hides its frame.
   */
  boolean isHidden() {
    return (packet.flags() & AV_PKT_FLAG_DISCARD) != 0;
  }

  long countRemaining() {
    long count = 0;
    while (read()) {
      count += isHidden() ? 0 : 1;
    }
    return count;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avformat_close_input(format);
  }
}
