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
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** The coded pictures of a file's best video stream, in file order. */
final class Demuxer implements AutoCloseable {
  /** Containers of single files; play lists and captures that name other files are left out. */
  private static final String CONTAINERS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,h264,hevc,m4v,flv,asf,ivf,"
          + "obu,mjpeg,ogg,gif,yuv4mpegpipe";

  private final Path file;
  private final AVFormatContext format;
  private final AVStream stream;
  private final AVPacket packet = Libav.allocated(av_packet_alloc());
  private long packets;
  private boolean cutOff;

  private Demuxer(Path file, AVFormatContext format, AVStream stream) {
    this.file = file;
    this.format = format;
    this.stream = stream;
  }

  static Demuxer open(Path file) throws UnreadableSourceException {
    Libav.load();
    if (!Files.isReadable(file)) {
      throw new UnreadableSourceException(file, "there is no such file, or it may not be read");
    }
    AVFormatContext format = openInput(file);
    int best = avformat_find_stream_info(format, (PointerPointer<?>) null);
    if (best >= 0) {
      best = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    }
    if (best < 0) {
      avformat_close_input(format);
      throw new UnreadableSourceException(file, "no video in it (" + Libav.text(best) + ")");
    }
    return new Demuxer(file, format, format.streams(best));
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
      int read = av_read_frame(format, packet);
      if (read < 0) {
        // MP4 says how many there should be; Matroska and AVI how long they are.
        cutOff =
            read != AVERROR_EOF || packets < stream.nb_frames() || ContainerEnd.isMissing(file);
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
