package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.frame.VideoOptions;
import dev.breakwater.anonymizer.frame.VideoWriter;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.gate.SafeVideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A video file. */
final class VideoSink implements Sink {
  private final Part part;
  private final SafeVideoWriter writer;

  /**
   * @param framesPerSecond nominal rate of the source; frames keep their own times
   */
  VideoSink(Path output, double framesPerSecond, VideoOptions options) {
    this.part = Part.of(output);
    this.writer = new SafeVideoWriter(part.file(), container(output), framesPerSecond, options);
  }

  private static VideoWriter.Container container(Path output) {
    return Task.ending(output).equals("mkv")
        ? VideoWriter.Container.MATROSKA
        : VideoWriter.Container.MP4;
  }

  @Override
  public void add(SafeFrame frame) throws IOException {
    writer.add(frame);
  }

  @Override
  public Manifest.@Nullable Content finish() throws IOException {
    writer.finish();
    return writer.isEmpty() ? null : part.content();
  }

  @Override
  public void retract() throws IOException {
    Files.deleteIfExists(part.finalName());
  }

  @Override
  public void publish() throws IOException {
    part.publish();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    part.discard();
  }
}
