package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.jspecify.annotations.Nullable;

/** Decodes single JPEG and PNG files; what cannot be read in full is a damaged frame. */
final class PictureDecoder {
  /** The largest file that is read, bytes. */
  static final long MAX_FILE_BYTES = 64 << 20;

  private static final byte MARKER = (byte) 0xff;
  private static final byte END_OF_IMAGE = (byte) 0xd9;
  private static final byte START_OF_SCAN = (byte) 0xda;

  Frame decode(Path file, FrameInfo info, Converter converter) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        return Frame.damaged(info);
      }
      return decode(Files.readAllBytes(file), info, converter);
    } catch (IOException e) {
      // A file that was listed and cannot be read is counted like one that cannot be decoded.
      return Frame.damaged(info);
    }
  }

  private static Frame decode(byte[] content, FrameInfo info, Converter converter) {
    Optional<PictureFormat> format = PictureFormat.of(content);
    if (format.isEmpty() || isCutOff(format.get(), content)) {
      return Frame.damaged(info);
    }
    Decoder decoder = open(format.get());
    if (decoder == null) {
      return Frame.damaged(info);
    }
    try (decoder) {
      send(decoder, content);
      return decoder.receive() == Decoder.Outcome.FRAME && decoder.isFaithful()
          ? converter.convert(info, decoder.frame())
          : Frame.damaged(info);
    }
  }

  private static @Nullable Decoder open(PictureFormat format) {
    AVCodecParameters parameters = Libav.allocated(avcodec_parameters_alloc());
    try {
      parameters.codec_type(AVMEDIA_TYPE_VIDEO).codec_id(format.codec());
      return Decoder.open(parameters);
    } finally {
      avcodec_parameters_free(parameters);
    }
  }

  private static void send(Decoder decoder, byte[] content) {
    AVPacket packet = Libav.allocated(av_packet_alloc());
    try {
      Libav.must(av_new_packet(packet, content.length), "a packet");
      packet.data().put(content, 0, content.length);
      decoder.send(packet);
      decoder.sendEnd();
    } finally {
      av_packet_free(packet);
    }
  }

  /** FFmpeg shows a JPEG without its end as if nothing was missing. */
  private static boolean isCutOff(PictureFormat format, byte[] content) {
    return format == PictureFormat.JPEG
        && lastMarker(content, END_OF_IMAGE) <= lastMarker(content, START_OF_SCAN);
  }

  private static int lastMarker(byte[] content, byte code) {
    for (int i = content.length - 2; i >= 0; i--) {
      if (content[i] == MARKER && content[i + 1] == code) {
        return i;
      }
    }
    return -1;
  }
}
