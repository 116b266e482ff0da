package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** The sound of a source file, copied into another as it is coded. Used by one thread at a time. */
final class AudioCopy implements AutoCloseable {
  /** Later than any sound. */
  static final long END = Long.MAX_VALUE;

  private static final int MICROS_PER_SECOND = 1_000_000;

  private final Demuxer source;
  private final AVFormatContext to;
  private final Map<Integer, AVStream> streams = new HashMap<>();
  private final AVPacket packet = Libav.allocated(av_packet_alloc());
  private final long firstPicture;
  private boolean waiting;
  private boolean ended;

  private AudioCopy(Demuxer source, AVFormatContext to, long firstPicture) {
    this.source = source;
    this.to = to;
    this.firstPicture = firstPicture;
  }

  /**
   * Announces the sound's streams in a file whose header is not written yet.
   *
   * @throws IOException if the file cannot be read, or its sound does not fit the container
   */
  static AudioCopy open(Path from, AVFormatContext to) throws IOException {
    try {
      long firstPicture = firstPicture(from);
      var copy = new AudioCopy(Demuxer.open(from), to, firstPicture);
      try {
        copy.announce();
        return copy;
      } catch (IOException e) {
        copy.close();
        throw e;
      }
    } catch (UnreadableSourceException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Returns when the first picture is shown, in units of its stream; Matroska does not say it. */
  private static long firstPicture(Path from) throws UnreadableSourceException {
    try (Demuxer pictures = Demuxer.open(from)) {
      while (pictures.read()) {
        if (!pictures.isHidden() && pictures.packet().pts() != AV_NOPTS_VALUE) {
          return pictures.packet().pts();
        }
      }
      return 0;
    }
  }

  private void announce() throws IOException {
    AVFormatContext from = source.format();
    for (int i = 0; i < from.nb_streams(); i++) {
      AVStream stream = from.streams(i);
      if (stream.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
        int codec = stream.codecpar().codec_id();
        if (avformat_query_codec(to.oformat(), codec, 0) != 1) {
          String name = avcodec_get_name(codec).getString();
          throw new IOException("sound coded as " + name + " does not go into this container");
        }
        AVStream copy = Libav.allocated(avformat_new_stream(to, null));
        Libav.must(avcodec_parameters_copy(copy.codecpar(), stream.codecpar()), "parameters");
        copy.codecpar().codec_tag(0);
        copy.time_base(stream.time_base());
        streams.put(i, copy);
      }
    }
  }

  /** Writes the sound that begins before this time of the source, microseconds. */
  void writeUntil(long micros) throws IOException {
    while (waiting || read()) {
      AVStream from = source.format().streams(packet.stream_index());
      AVStream copy = streams.get(packet.stream_index());
      if (copy == null) {
        waiting = false;
        continue;
      }
      long start = av_rescale_q(firstPicture, source.stream().time_base(), from.time_base());
      long at = av_rescale_q(packet.pts() - start, from.time_base(), micros());
      if (at >= micros) {
        waiting = true;
        return;
      }
      waiting = false;
      // What sounded before the first picture would push the pictures' times on.
      if (at >= 0) {
        write(from, copy, start);
      }
    }
  }

  private boolean read() {
    while (!ended) {
      av_packet_unref(packet);
      ended = av_read_frame(source.format(), packet) < 0;
      if (!ended && packet.pts() != AV_NOPTS_VALUE && streams.containsKey(packet.stream_index())) {
        return true;
      }
    }
    return false;
  }

  private static AVRational micros() {
    return av_make_q(1, MICROS_PER_SECOND);
  }

  private void write(AVStream from, AVStream copy, long start) throws IOException {
    packet.pts(packet.pts() - start);
    packet.dts(packet.pts());
    packet.pos(-1);
    av_packet_rescale_ts(packet, from.time_base(), copy.time_base());
    packet.stream_index(copy.index());
    Libav.check(av_write_frame(to, packet), "writing the sound");
  }

  @Override
  public void close() {
    av_packet_free(packet);
    source.close();
  }
}
