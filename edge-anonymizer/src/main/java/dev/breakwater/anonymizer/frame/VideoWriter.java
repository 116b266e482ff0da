package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_d2q;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a video file: H.264 without reordered frames, one coded picture for each frame; audio and
 * metadata only if the options name a file to take them from. Says nothing about what the frames
 * show: only the gate may use it on camera frames. Not safe for use by several threads.
 */
public final class VideoWriter implements AutoCloseable {
  /** Containers that can be written. */
  public enum Container {
    MP4,
    MATROSKA
  }

  private static final int TICKS_PER_SECOND = 90_000;
  private static final double BITS_PER_PIXEL = 0.07;
  private static final long MIN_BITS_PER_SECOND = 400_000;
  private static final int MAX_RATE_DENOMINATOR = 1001 * 1000;
  private static final double SECONDS_BETWEEN_KEY_FRAMES = 2;

  private final AVFormatContext format;
  private final AVCodecContext encoder;
  private final AVStream stream;
  private final @Nullable AudioCopy audio;
  private final boolean sourceTimes;
  private final AVPacket packet = Libav.allocated(av_packet_alloc());
  private final int widthPx;
  private final int heightPx;
  private final long ticksPerFrame;
  private long firstTick;
  private long lastTick = -1;
  private final @Nullable EncodeBehind background;
  private boolean closed;

  /** An output file that is open, and its streams. */
  private record Muxing(AVFormatContext format, AVStream stream, @Nullable AudioCopy audio) {}

  private VideoWriter(Muxing muxing, AVCodecContext encoder, double rate, VideoOptions options) {
    this.format = muxing.format;
    this.encoder = encoder;
    this.stream = muxing.stream;
    this.audio = muxing.audio;
    this.sourceTimes = options.sourceTimes();
    this.widthPx = encoder.width();
    this.heightPx = encoder.height();
    this.ticksPerFrame = Math.max(1, Math.round(TICKS_PER_SECOND / rate));
    this.background = options.background() ? new EncodeBehind(this::encode) : null;
  }

  /**
   * Creates the file, for frames like {@code first}: its sides (an odd last column or row is cut
   * off) and its colours.
   *
   * @param framesPerSecond nominal rate, for the bit rate; frames keep their own times
   */
  public static VideoWriter create(
      Path file, Container container, Frame first, double framesPerSecond) throws IOException {
    return create(file, container, first, framesPerSecond, VideoOptions.PLAIN);
  }

  /** Creates the file as {@link #create(Path, Container, Frame, double)} does, with options. */
  public static VideoWriter create(
      Path file, Container container, Frame first, double framesPerSecond, VideoOptions options)
      throws IOException {
    Libav.load();
    AVCodecContext encoder = encoder(first.picture(), framesPerSecond);
    AVFormatContext format = new AVFormatContext(null);
    try {
      String muxer = container.name().toLowerCase(Locale.ROOT);
      Libav.must(avformat_alloc_output_context2(format, null, muxer, (String) null), muxer);
      format.flags(format.flags() | AVFMT_FLAG_BITEXACT);
      AVStream stream = Libav.allocated(avformat_new_stream(format, null));
      stream.time_base(encoder.time_base());
      stream.avg_frame_rate(encoder.framerate());
      Libav.must(avcodec_parameters_from_context(stream.codecpar(), encoder), "parameters");
      AudioCopy audio = carry(options.carried(), format);
      try {
        openFile(file, format);
        var muxing = new Muxing(format, stream, audio);
        return new VideoWriter(muxing, encoder, framesPerSecond, options);
      } catch (IOException e) {
        close(audio);
        throw e;
      }
    } catch (IOException e) {
      release(format, encoder);
      throw e;
    }
  }

  private static @Nullable AudioCopy carry(@Nullable Carried carried, AVFormatContext format)
      throws IOException {
    if (carried != null && carried.metadata()) {
      ContainerMetadata.copy(carried.from(), format);
    }
    return carried != null && carried.audio() ? AudioCopy.open(carried.from(), format) : null;
  }

  private static void close(@Nullable AudioCopy audio) {
    if (audio != null) {
      audio.close();
    }
  }

  private static AVCodecContext encoder(Picture first, double framesPerSecond) {
    var codec = avcodec_find_encoder_by_name("libopenh264");
    AVCodecContext encoder = Libav.allocated(avcodec_alloc_context3(Libav.allocated(codec)));
    encoder.width(first.widthPx() & ~1).height(first.heightPx() & ~1);
    encoder.pix_fmt(AV_PIX_FMT_YUV420P);
    encoder.time_base(av_make_q(1, TICKS_PER_SECOND));
    encoder.framerate(av_d2q(framesPerSecond, MAX_RATE_DENOMINATOR));
    encoder.gop_size((int) Math.max(1, framesPerSecond * SECONDS_BETWEEN_KEY_FRAMES));
    encoder.max_b_frames(0);
    encoder.bit_rate(bitRate(encoder.width(), encoder.height(), framesPerSecond));
    encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
    encoder.thread_count(1);
    encoder.color_range(first.colour().range());
    encoder.colorspace(first.colour().matrix());
    encoder.color_primaries(first.colour().primaries());
    encoder.color_trc(first.colour().transfer());
    Libav.must(avcodec_open2(encoder, codec, (AVDictionary) null), "the H.264 encoder");
    return encoder;
  }

  private static long bitRate(int width, int height, double framesPerSecond) {
    long wanted = Math.round(BITS_PER_PIXEL * width * height * framesPerSecond);
    return Math.max(MIN_BITS_PER_SECOND, wanted);
  }

  private static void openFile(Path file, AVFormatContext format) throws IOException {
    var io = new AVIOContext(null);
    try (BytePointer url = Libav.url(file)) {
      Libav.check(avio_open(io, url, AVIO_FLAG_WRITE), file.toString());
    }
    format.pb(io);
    // MP4 keeps only the names that it knows unless it is told otherwise; Matroska has no such
    // flag.
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "movflags", "use_metadata_tags", 0);
    try {
      Libav.check(avformat_write_header(format, options), "the file's header");
    } finally {
      av_dict_free(options);
    }
  }

  public int widthPx() {
    return widthPx;
  }

  public int heightPx() {
    return heightPx;
  }

  /** Encodes and writes a frame, which stays the caller's; times that do not grow are pushed on. */
  public void write(Frame frame) throws IOException {
    requireOpen();
    AVFrame pixels = frame.picture().frame();
    if ((pixels.width() & ~1) != widthPx || (pixels.height() & ~1) != heightPx) {
      throw new IllegalArgumentException("frame " + frame.info().index() + " has another size");
    }
    if (background == null) {
      encode(frame);
    } else {
      background.add(frame);
    }
  }

  private void encode(Frame frame) throws IOException {
    AVFrame pixels = frame.picture().frame();
    int width = pixels.width();
    int height = pixels.height();
    if (audio != null) {
      audio.writeUntil(frame.info().presentationMicros());
    }
    try {
      pixels.width(widthPx).height(heightPx).pts(tick(frame.info()));
      Libav.check(avcodec_send_frame(encoder, pixels), "encoding");
    } finally {
      pixels.width(width).height(height);
    }
    drain();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the file is finished");
    }
  }

  private long tick(FrameInfo info) {
    long tick = Math.round(info.presentationMicros() * (TICKS_PER_SECOND / 1e6));
    if (lastTick < 0 && !sourceTimes) {
      firstTick = tick;
    }
    lastTick = Math.max(lastTick + 1, tick - firstTick);
    return lastTick;
  }

  private void drain() throws IOException {
    int received = avcodec_receive_packet(encoder, packet);
    while (received >= 0) {
      packet.stream_index(0);
      packet.duration(ticksPerFrame);
      av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      Libav.check(av_write_frame(format, packet), "writing the file");
      received = avcodec_receive_packet(encoder, packet);
    }
    if (received != AVERROR_EAGAIN() && received != AVERROR_EOF) {
      Libav.check(received, "encoding");
    }
  }

  /** Writes the file's end and closes it; without this call the file is not a video. */
  public void finish() throws IOException {
    requireOpen();
    if (background != null) {
      background.finish();
    }
    Libav.check(avcodec_send_frame(encoder, null), "encoding");
    drain();
    if (audio != null) {
      audio.writeUntil(AudioCopy.END);
    }
    Libav.check(av_write_trailer(format), "the file's end");
    Libav.check(format.pb().error(), "writing the file");
    close();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (background != null) {
        background.close();
      }
      av_packet_free(packet);
      close(audio);
      release(format, encoder);
    }
  }

  private static void release(AVFormatContext format, AVCodecContext encoder) {
    if (!format.isNull()) {
      if (format.pb() != null) {
        AVIOContext io = format.pb();
        avio_closep(io);
        format.pb(null);
      }
      avformat_free_context(format);
    }
    avcodec_free_context(encoder);
  }
}
