package dev.breakwater.anonymizer.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Formats of single pictures, told by their first bytes. */
public enum PictureFormat {
  JPEG(AV_CODEC_ID_MJPEG, "ffd8ff"),
  PNG(AV_CODEC_ID_PNG, "89504e470d0a1a0a");

  private static final int MAGIC_BYTES = 8;

  private final int codec;
  private final String magic;

  PictureFormat(int codec, String magic) {
    this.codec = codec;
    this.magic = magic;
  }

  /** Returns the format that the file really has, whatever its name says. */
  public static Optional<PictureFormat> of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(MAGIC_BYTES));
    }
  }

  static Optional<PictureFormat> of(byte[] content) {
    return Arrays.stream(values()).filter(format -> format.startsIn(content)).findFirst();
  }

  private boolean startsIn(byte[] content) {
    int length = Math.min(content.length, MAGIC_BYTES);
    return HexFormat.of().formatHex(content, 0, length).startsWith(magic);
  }

  int codec() {
    return codec;
  }
}
