package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes SafeFrames to picture files, without EXIF or other metadata. */
public final class SafePictures {
  private SafePictures() {}

  /** Writes a new file and closes the frame. */
  public static void write(SafeFrame safe, PictureFormat format, Path file) throws IOException {
    try (safe;
        var out =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      ByteBuffer content = PictureEncoder.encode(safe.frame(), format);
      while (content.hasRemaining()) {
        out.write(content);
      }
    }
  }
}
