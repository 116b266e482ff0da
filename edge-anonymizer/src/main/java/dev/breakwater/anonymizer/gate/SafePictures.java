package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.frame.Exif;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Writes SafeFrames to picture files, without metadata unless EXIF is given. */
public final class SafePictures {
  private SafePictures() {}

  /**
   * Writes a new file and closes the frame.
   *
   * @throws UnvouchedException if the detectors cannot be trusted any more; nothing was written
   */
  public static void write(SafeFrame safe, PictureFormat format, Path file) throws IOException {
    write(safe, format, Optional.empty(), file);
  }

  /** Writes a new file with EXIF as {@link #write(SafeFrame, PictureFormat, Path)} does. */
  public static void write(SafeFrame safe, PictureFormat format, Optional<Exif> exif, Path file)
      throws IOException {
    try (safe) {
      if (!safe.vouch().holds()) {
        throw new UnvouchedException();
      }
      ByteBuffer content =
          exif.isPresent()
              ? PictureEncoder.encode(safe.frame(), format, exif.get())
              : PictureEncoder.encode(safe.frame(), format);
      write(content, file);
    }
  }

  private static void write(ByteBuffer content, Path file) throws IOException {
    try (var out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (content.hasRemaining()) {
        out.write(content);
      }
    }
  }
}
