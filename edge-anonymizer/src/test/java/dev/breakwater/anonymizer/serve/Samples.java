package dev.breakwater.anonymizer.serve;

import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.FrameSource;
import dev.breakwater.anonymizer.frame.PictureEncoder;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.frame.VideoWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Bodies to post, drawn for tests. */
final class Samples {
  static final int WIDTH = 160;
  static final int HEIGHT = 96;
  static final int CLIP_FRAMES = 10;

  private Samples() {}

  static byte[] picture(PictureFormat format) {
    return picture(0, format);
  }

  static byte[] picture(int index, PictureFormat format) {
    try (Frame frame = Frames.textured(index, WIDTH, HEIGHT)) {
      ByteBuffer coded = PictureEncoder.encode(frame, format);
      byte[] bytes = new byte[coded.remaining()];
      coded.get(bytes);
      return bytes;
    }
  }

  static byte[] clip(Path folder) throws IOException {
    Path file = folder.resolve("sample.mp4");
    try (Frame first = Frames.textured(0, WIDTH, HEIGHT);
        VideoWriter writer = VideoWriter.create(file, VideoWriter.Container.MP4, first, 25)) {
      for (int i = 0; i < CLIP_FRAMES; i++) {
        try (Frame frame = Frames.textured(i, WIDTH, HEIGHT)) {
          writer.write(frame);
        }
      }
      writer.finish();
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  /** Returns the brightness of the first frame at a place. */
  static int luma(Path folder, byte[] coded, String ending, int x, int y) throws Exception {
    Path file = Files.write(folder.resolve("answer" + ending), coded);
    try (FrameSource source = FrameSource.open(file, 0)) {
      Optional<Frame> first = source.next();
      try (Frame frame = first.orElseThrow()) {
        return Frames.luma(frame, x, y);
      }
    }
  }
}
