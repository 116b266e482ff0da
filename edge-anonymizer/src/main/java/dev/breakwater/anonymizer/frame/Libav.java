package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** What every call into FFmpeg needs: loading, and its error codes turned into exceptions. */
final class Libav {
  private static final int ERROR_TEXT_BYTES = 128;

  static {
    Loader.load(avutil.class);
    Loader.load(swscale.class);
    Loader.load(avcodec.class);
    Loader.load(avformat.class);
    // FFmpeg writes to standard error by itself; a library does not log.
    av_log_set_level(AV_LOG_QUIET);
  }

  private Libav() {}

  /** Loads the native libraries, once. */
  static void load() {
    // The static initializer above does it.
  }

  /**
   * Loads the library of local cameras, which needs more of the machine than the others do.
   *
   * @return whether this machine has what it needs
   */
  static boolean loadDevices() {
    try {
      Loader.load(avdevice.class);
      avdevice.avdevice_register_all();
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }

  /** Returns {@code code} unless it says that something outside (a file, a disk) went wrong. */
  static int check(int code, String what) throws IOException {
    if (code < 0) {
      throw new IOException(what + ": " + text(code));
    }
    return code;
  }

  /** Returns {@code code} unless it says that a call which cannot fail by outside causes failed. */
  static int must(int code, String what) {
    if (code < 0) {
      throw new IllegalStateException(what + ": " + text(code));
    }
    return code;
  }

  static <T extends Pointer> T allocated(@Nullable T pointer) {
    if (pointer == null || pointer.isNull()) {
      throw new IllegalStateException("FFmpeg is out of memory");
    }
    return pointer;
  }

  static String text(int code) {
    byte[] text = new byte[ERROR_TEXT_BYTES];
    av_strerror(code, text, text.length);
    String padded = new String(text, StandardCharsets.UTF_8);
    return padded.substring(0, padded.indexOf(0));
  }

  /** Returns a URL that FFmpeg cannot take for anything but this file. */
  static BytePointer url(Path file) {
    return new BytePointer("file:" + file.toAbsolutePath(), StandardCharsets.UTF_8);
  }
}
