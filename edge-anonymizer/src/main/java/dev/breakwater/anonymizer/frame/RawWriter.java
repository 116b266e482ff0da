package dev.breakwater.anonymizer.frame;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes frames as bare pixels, such as to a pipe. Says nothing about what the frames show: only
 * the gate may use it on camera frames. Not safe for use by several threads.
 */
public final class RawWriter {
  private final OutputStream out;
  private final RawVideo video;
  private final byte[] content;

  /**
   * @param out stays the caller's, who closes it
   */
  public RawWriter(OutputStream out, RawVideo video) {
    this.out = out;
    this.video = video;
    this.content = new byte[video.frameBytes()];
  }

  /**
   * Writes a frame, which stays the caller's.
   *
   * @throws IllegalArgumentException if the frame has other sides than the video
   */
  public void write(Frame frame) throws IOException {
    if (frame.widthPx() != video.widthPx() || frame.heightPx() != video.heightPx()) {
      throw new IllegalArgumentException("frame " + frame.info().index() + " has another size");
    }
    int at = copy(frame, 0, 0, video.widthPx(), video.heightPx());
    switch (video.layout()) {
      case I420 -> {
        at = copy(frame, 1, at, video.chromaWidth(), video.chromaHeight());
        copy(frame, 2, at, video.chromaWidth(), video.chromaHeight());
      }
      case NV12 -> join(frame, at);
    }
    out.write(content);
  }

  private int copy(Frame frame, int plane, int to, int width, int height) {
    ByteBuffer from = frame.plane(plane);
    for (int y = 0; y < height; y++) {
      from.get(y * frame.stride(plane), content, to + y * width, width);
    }
    return to + width * height;
  }

  private void join(Frame frame, int to) {
    ByteBuffer blue = frame.plane(1);
    ByteBuffer red = frame.plane(2);
    int at = to;
    for (int y = 0; y < video.chromaHeight(); y++) {
      for (int x = 0; x < video.chromaWidth(); x++) {
        content[at++] = blue.get(y * frame.stride(1) + x);
        content[at++] = red.get(y * frame.stride(2) + x);
      }
    }
  }
}
