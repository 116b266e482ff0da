package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.frame.RawVideo;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.gate.SafeRawWriter;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Bare pixels into a pipe: what is in it cannot be taken back, so there is nothing to publish. */
final class PipeSink implements Sink {
  private final MessageDigest digest = Digest.sha256();
  private final OutputStream out;
  private final RawVideo.Layout layout;
  private final double framesPerSecond;
  private final String name;
  private @Nullable SafeRawWriter writer;
  private int frameBytes;
  private long bytes;

  /**
   * @param name by which the evidence calls what went through the pipe
   */
  PipeSink(StreamOutput.ToPipe pipe, double framesPerSecond, String name) {
    this.out = new DigestOutputStream(pipe.out(), digest);
    this.layout = pipe.layout();
    this.framesPerSecond = framesPerSecond;
    this.name = name;
  }

  @Override
  public void add(SafeFrame frame) throws IOException {
    SafeRawWriter current = writer;
    if (current == null) {
      var video = new RawVideo(layout, frame.widthPx(), frame.heightPx(), framesPerSecond);
      frameBytes = video.frameBytes();
      current = new SafeRawWriter(out, video);
      writer = current;
    }
    try {
      current.add(frame);
      out.flush();
    } catch (IOException e) {
      throw new PipeEndException(e);
    }
    bytes += frameBytes;
  }

  @Override
  public Manifest.@Nullable Content finish() {
    String hex = new Digest(Bytes.of(digest.digest())).hex();
    return bytes == 0 ? null : new Manifest.Content(name, bytes, hex);
  }

  @Override
  public void retract() {}

  @Override
  public void publish() {}

  @Override
  public void close() {}
}
