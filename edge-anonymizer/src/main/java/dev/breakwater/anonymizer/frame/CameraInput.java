package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Connects to cameras: RTSP (RFC 2326) and V4L2. */
final class CameraInput {
  /** From the first packet to a stream whose size and rate are known. */
  static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  /** A camera that sends nothing for so long is gone. */
  static final Duration SILENCE_LIMIT = Duration.ofSeconds(5);

  /** How much of the stream is looked at for its size and rate. */
  private static final Duration LOOKED_AT = Duration.ofSeconds(1);

  private static final String REACH = "Check address, credentials and network.";
  private static final String DEVICE =
      "Check that a camera is plugged in and that you may read it (group 'video').";

  private CameraInput() {}

  /** Opens the camera; the caller closes what is returned. */
  static AVFormatContext open(CameraAddress camera, CameraSettings settings, Patience patience)
      throws UnreadableSourceException {
    Libav.load();
    AVInputFormat driver = camera.isDevice() ? driver(camera) : null;
    AVFormatContext format = Libav.allocated(avformat_alloc_context());
    format.interrupt_callback().callback(patience);
    format.max_analyze_duration(LOOKED_AT.toNanos() / 1000);
    AVDictionary options = new AVDictionary(null);
    setOptions(options, camera, settings);
    try (var url = new BytePointer(camera.secretText(), StandardCharsets.UTF_8)) {
      int opened = avformat_open_input(format, url, driver, options);
      if (opened < 0) {
        throw unreachable(camera, opened);
      }
      return format;
    } finally {
      av_dict_free(options);
    }
  }

  static UnreadableSourceException unreachable(CameraAddress camera, int code) {
    return new UnreadableSourceException(
        camera, "the camera gives no video (" + Libav.text(code) + ")", remedy(camera));
  }

  static String remedy(CameraAddress camera) {
    return camera.isDevice() ? DEVICE : REACH;
  }

  private static void setOptions(
      AVDictionary options, CameraAddress camera, CameraSettings settings) {
    if (camera.isDevice()) {
      if (settings.widthPx() > 0) {
        set(options, "video_size", settings.widthPx() + "x" + settings.heightPx());
      }
      if (settings.framesPerSecond() > 0) {
        set(options, "framerate", Double.toString(settings.framesPerSecond()));
      }
    } else {
      set(options, "rtsp_transport", settings.transport().name().toLowerCase(Locale.ROOT));
      set(options, "timeout", Long.toString(SILENCE_LIMIT.toNanos() / 1000));
      // Sound is not even asked for; no answer of the camera may lead anywhere but to a camera.
      set(options, "allowed_media_types", "video");
      set(options, "protocol_whitelist", "tcp,tls,udp,rtp");
      set(options, "format_whitelist", "rtsp,rtp,sdp");
    }
  }

  private static void set(AVDictionary options, String name, String value) {
    av_dict_set(options, name, value, 0);
  }

  private static @Nullable AVInputFormat driver(CameraAddress camera)
      throws UnreadableSourceException {
    if (!Files.exists(camera.devicePath())) {
      throw new UnreadableSourceException(camera, "there is no such device", DEVICE);
    }
    if (!Files.isReadable(camera.devicePath())) {
      throw new UnreadableSourceException(camera, "the device may not be read", DEVICE);
    }
    AVInputFormat driver = Libav.loadDevices() ? av_find_input_format("video4linux2") : null;
    if (driver == null) {
      throw new UnreadableSourceException(
          camera,
          "this machine cannot load FFmpeg's device library",
          "Install libxcb-shm0, libxcb-shape0, libxcb-xfixes0 and libpulse0.");
    }
    return driver;
  }
}
