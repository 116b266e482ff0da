package dev.breakwater.anonymizer.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_set;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Puts the coded frames of a video into another container, as cameras and editors write them. */
public final class Remux {
  /** Samples a second of the sound. */
  private static final int RATE = 8000;

  /** Places for frames a second in AVI, which has no times. */
  private static final int AVI_RATE = 100;

  private static final int SAMPLES_IN_PACKET = 400;

  private Remux() {}

  /**
   * What is added on the way.
   *
   * @param clockwiseDegrees of the display matrix; 0 for none
   * @param audioPackets of 50 ms each
   * @param title of the container; empty for none
   */
  public record Added(int clockwiseDegrees, int audioPackets, String title) {
    public static final Added NOTHING = new Added(0, 0, "");
  }

  /** Writes {@code to}, whose container is named. */
  public static Path to(Path from, Path to, String container, Added added) throws Exception {
    var format = new AVFormatContext(null);
    try (Demuxer source = Demuxer.open(from);
        BytePointer url = Libav.url(to)) {
      Libav.must(avformat_alloc_output_context2(format, null, container, (String) null), container);
      AVStream video = Libav.allocated(avformat_new_stream(format, null));
      avcodec_parameters_copy(video.codecpar(), source.stream().codecpar());
      video.codecpar().codec_tag(0);
      boolean avi = container.equals("avi");
      video.time_base(avi ? av_make_q(1, AVI_RATE) : source.stream().time_base());
      video.avg_frame_rate(source.stream().avg_frame_rate());
      turn(video.codecpar(), added.clockwiseDegrees);
      AVStream audio = added.audioPackets == 0 ? null : audioStream(format);
      var words = new AVDictionary(null);
      if (!added.title.isEmpty()) {
        av_dict_set(words, "title", added.title, 0);
      }
      format.metadata(words);
      var io = new AVIOContext(null);
      Libav.check(avio_open(io, url, AVIO_FLAG_WRITE), to.toString());
      format.pb(io);
      Libav.check(avformat_write_header(format, (AVDictionary) null), "header");
      long at = 0;
      while (source.read()) {
        if (source.packet().pts() == AV_NOPTS_VALUE) {
          source.packet().pts(at).dts(at);
          at += source.packet().duration();
        }
        av_packet_rescale_ts(source.packet(), source.stream().time_base(), video.time_base());
        source.packet().stream_index(0);
        Libav.check(av_interleaved_write_frame(format, source.packet()), "writing");
      }
      for (int i = 0; audio != null && i < added.audioPackets; i++) {
        writeSound(format, audio, i);
      }
      Libav.check(av_write_trailer(format), "trailer");
      avio_closep(io);
      format.pb(null);
    } finally {
      avformat_free_context(format);
    }
    return to;
  }

  private static void turn(AVCodecParameters parameters, int clockwiseDegrees) {
    if (clockwiseDegrees != 0) {
      var list = new PointerPointer<AVPacketSideData>(1).put(0, null);
      var count = new IntPointer(1).put(0);
      AVPacketSideData data =
          av_packet_side_data_new(list, count, AV_PKT_DATA_DISPLAYMATRIX, 36, 0);
      av_display_rotation_set(new IntPointer(data.data()), clockwiseDegrees);
      parameters.coded_side_data(data).nb_coded_side_data(1);
    }
  }

  private static AVStream audioStream(AVFormatContext format) {
    AVStream audio = Libav.allocated(avformat_new_stream(format, null));
    audio.codecpar().codec_type(AVMEDIA_TYPE_AUDIO).codec_id(AV_CODEC_ID_PCM_S16LE);
    audio.codecpar().format(AV_SAMPLE_FMT_S16).sample_rate(RATE).bits_per_coded_sample(16);
    audio.codecpar().block_align(2);
    av_channel_layout_default(audio.codecpar().ch_layout(), 1);
    audio.time_base(av_make_q(1, RATE));
    return audio;
  }

  private static void writeSound(AVFormatContext format, AVStream audio, int number)
      throws IOException {
    AVPacket packet = Libav.allocated(av_packet_alloc());
    try {
      av_new_packet(packet, 2 * SAMPLES_IN_PACKET);
      packet.data().fill(number + 1);
      packet.pts((long) number * SAMPLES_IN_PACKET).dts(packet.pts()).duration(SAMPLES_IN_PACKET);
      av_packet_rescale_ts(packet, av_make_q(1, RATE), audio.time_base());
      packet.stream_index(audio.index());
      Libav.check(av_interleaved_write_frame(format, packet), "writing sound");
    } finally {
      av_packet_free(packet);
    }
  }

  /** Returns all bytes of sound in a file. */
  public static byte[] sound(Path file) throws Exception {
    var sound = new ByteArrayOutputStream();
    try (Demuxer source = Demuxer.open(file)) {
      AVPacket packet = Libav.allocated(av_packet_alloc());
      while (av_read_frame(source.format(), packet) >= 0) {
        if (packet.stream_index() != source.stream().index()) {
          byte[] bytes = new byte[packet.size()];
          packet.data().get(bytes);
          sound.write(bytes);
        }
      }
      av_packet_free(packet);
    }
    return sound.toByteArray();
  }

  /** Returns when the first frame is shown, as the container says it. */
  public static long firstMillis(Path file) throws Exception {
    try (Demuxer source = Demuxer.open(file)) {
      assertThat(source.read()).isTrue();
      return Math.round(source.packet().pts() * av_q2d(source.stream().time_base()) * 1000);
    }
  }

  /** Returns what a file says its title is. */
  public static Optional<String> title(Path file) throws Exception {
    try (Demuxer source = Demuxer.open(file)) {
      var entry = av_dict_get(source.format().metadata(), "title", null, 0);
      return Optional.ofNullable(entry).map(found -> found.value().getString());
    }
  }
}
