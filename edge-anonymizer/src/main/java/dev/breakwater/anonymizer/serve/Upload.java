package dev.breakwater.anonymizer.serve;

import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.UnreadableSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A body that was posted: taken to the disk, then looked into, whatever its type header says. */
final class Upload {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String NAME = "body";

  private Upload() {}

  /** How a body ended. */
  enum End {
    WHOLE,
    TOO_LONG,
    TOO_SHORT
  }

  /**
   * Writes a body into a task's folder.
   *
   * @param declaredBytes what the header says, -1 if it does not
   */
  static End receive(InputStream body, ServedTask task, long declaredBytes, long maxBytes)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    Files.createDirectory(task.inputFolder());
    try (OutputStream out = Files.newOutputStream(task.inputFolder().resolve(NAME))) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
        if (bytes > maxBytes) {
          return End.TOO_LONG;
        }
        out.write(buffer, 0, read);
      }
    }
    return bytes == 0 || bytes < declaredBytes ? End.TOO_SHORT : End.WHOLE;
  }

  /**
   * Finds out what a body is, and gives it the name that goes with it.
   *
   * @param look is called now and then, and may throw
   * @return the file
   * @throws RefusedException if it cannot be decoded, or is more than the limits
   */
  static Path identify(ServedTask task, Limits.Content limits, Runnable look)
      throws IOException, RefusedException {
    Path body = task.inputFolder().resolve(NAME);
    Optional<PictureFormat> picture = PictureFormat.of(body);
    Path named = body.resolveSibling(task.id() + picture.map(Upload::ending).orElse(".mp4"));
    Files.move(body, named);
    try {
      if (FrameSource.countFrames(named) > limits.frames()) {
        throw new RefusedException(
            Problem.tooLarge("the clip has more than " + limits.frames() + " frames"));
      }
      try (FrameSource source = FrameSource.open(named, 0)) {
        require(firstGood(source, look), limits);
      }
      return named;
    } catch (UnreadableSourceException e) {
      throw undecodable();
    }
  }

  private static String ending(PictureFormat format) {
    return switch (format) {
      case JPEG -> ".jpg";
      case PNG -> ".png";
    };
  }

  /** Returns the pixels of the first frame that can be decoded; the gate withholds the others. */
  private static long firstGood(FrameSource source, Runnable look) throws RefusedException {
    for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
      look.run();
      try (Frame frame = next.get()) {
        if (!frame.isDamaged()) {
          return (long) frame.widthPx() * frame.heightPx();
        }
      }
    }
    throw undecodable();
  }

  private static void require(long pixels, Limits.Content limits) throws RefusedException {
    if (pixels > limits.pixels()) {
      throw new RefusedException(
          Problem.tooLarge("a frame has more than " + limits.pixels() + " pixels"));
    }
  }

  private static RefusedException undecodable() {
    return new RefusedException(
        415,
        "the body is no picture and no clip that can be decoded in full",
        "Post the bytes of a JPEG, a PNG or a video file as the body, without a form around them.");
  }
}
