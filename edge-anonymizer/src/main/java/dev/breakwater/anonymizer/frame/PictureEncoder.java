package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Encodes single pictures, without metadata unless they are given. Says nothing about what the
 * frame shows: only the gate may use it on camera frames.
 */
public final class PictureEncoder {
  /** 1 (best) to 31 of the JPEG encoder. */
  private static final int JPEG_QUANTIZER = 2;

  private PictureEncoder() {}

  /** Returns the encoded file; {@code frame} stays the caller's. */
  public static ByteBuffer encode(Frame frame, PictureFormat format) {
    Picture source = frame.picture();
    Picture converted = converted(source, format);
    try (Scaler scaler = new Scaler()) {
      scaler.scale(source.frame(), converted.frame());
      return encode(converted, format);
    } finally {
      converted.free();
    }
  }

  /** Returns the encoded file with metadata in it; {@code frame} stays the caller's. */
  public static ByteBuffer encode(Frame frame, PictureFormat format, Exif exif) {
    return exif.insertInto(encode(frame, format), format);
  }

  private static Picture converted(Picture source, PictureFormat format) {
    int width = source.widthPx();
    int height = source.heightPx();
    return switch (format) {
      case JPEG -> Picture.of(AV_PIX_FMT_YUV420P, width, height, 3, Colour.FULL);
      case PNG -> Picture.of(AV_PIX_FMT_RGB24, width, height, 1, Colour.RGB);
    };
  }

  private static ByteBuffer encode(Picture picture, PictureFormat format) {
    AVCodecContext encoder = encoder(picture, format);
    AVPacket packet = Libav.allocated(av_packet_alloc());
    try {
      AVFrame pixels = picture.frame();
      pixels.pts(0).quality(FF_QP2LAMBDA * JPEG_QUANTIZER);
      Libav.must(avcodec_send_frame(encoder, pixels), "encoding a picture");
      Libav.must(avcodec_send_frame(encoder, null), "encoding a picture");
      Libav.must(avcodec_receive_packet(encoder, packet), "encoding a picture");
      byte[] content = new byte[packet.size()];
      packet.data().get(content);
      return ByteBuffer.wrap(content);
    } finally {
      av_packet_free(packet);
      avcodec_free_context(encoder);
    }
  }

  private static AVCodecContext encoder(Picture picture, PictureFormat format) {
    var codec = Libav.allocated(avcodec_find_encoder(format.codec()));
    AVCodecContext encoder = Libav.allocated(avcodec_alloc_context3(codec));
    encoder.width(picture.widthPx()).height(picture.heightPx());
    encoder.pix_fmt(picture.frame().format());
    encoder.color_range(picture.colour().range());
    encoder.time_base(av_make_q(1, 1));
    encoder.thread_count(1);
    encoder.flags(encoder.flags() | AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT);
    encoder.global_quality(FF_QP2LAMBDA * JPEG_QUANTIZER);
    Libav.must(avcodec_open2(encoder, codec, (AVDictionary) null), "the picture encoder");
    return encoder;
  }
}
