package dev.breakwater.anonymizer.frame;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Frames from a stream of bare pixels, such as a pipe. A last frame that is too short comes out
 * damaged, and the source is cut off; so it is when reading fails.
 */
final class RawSource implements FrameSource {
  private static final int POOLED_PICTURES = 8;
  private static final double MICROS_PER_SECOND = 1e6;

  private final InputStream in;
  private final RawVideo video;
  private final long startMillis;
  private final PicturePool pool = new PicturePool(POOLED_PICTURES);
  private final byte[] content;
  private final byte[] blue;
  private final byte[] red;
  private long nextIndex;
  private boolean ended;
  private boolean cutOff;

  RawSource(InputStream in, RawVideo video, long startMillis) {
    this.in = in;
    this.video = video;
    this.startMillis = startMillis;
    this.content = new byte[video.frameBytes()];
    this.blue = new byte[video.chromaWidth()];
    this.red = new byte[video.chromaWidth()];
  }

  @Override
  public Optional<Frame> next() {
    if (ended) {
      return Optional.empty();
    }
    int length = read();
    ended = length < content.length;
    cutOff |= ended && length > 0;
    if (length == 0) {
      return Optional.empty();
    }
    return Optional.of(ended ? Frame.damaged(info()) : new Frame(info(), picture(), pool));
  }

  private int read() {
    try {
      return in.readNBytes(content, 0, content.length);
    } catch (IOException e) {
      // The writer is gone in the midst: what came of this frame is not shown.
      cutOff = true;
      return 0;
    }
  }

  private FrameInfo info() {
    long micros = Math.round(nextIndex * MICROS_PER_SECOND / video.framesPerSecond());
    return new FrameInfo(nextIndex++, startMillis + micros / 1000, micros);
  }

  private Picture picture() {
    Picture picture = pool.take(video.widthPx(), video.heightPx(), Colour.LIMITED);
    int at = copy(picture, 0, 0, video.widthPx(), video.heightPx());
    switch (video.layout()) {
      case I420 -> {
        at = copy(picture, 1, at, video.chromaWidth(), video.chromaHeight());
        copy(picture, 2, at, video.chromaWidth(), video.chromaHeight());
      }
      case NV12 -> split(picture, at);
    }
    return picture;
  }

  private int copy(Picture picture, int plane, int from, int width, int height) {
    ByteBuffer to = picture.plane(plane);
    for (int y = 0; y < height; y++) {
      to.put(y * picture.stride(plane), content, from + y * width, width);
    }
    return from + width * height;
  }

  private void split(Picture picture, int from) {
    int width = video.chromaWidth();
    int at = from;
    for (int y = 0; y < video.chromaHeight(); y++) {
      for (int x = 0; x < width; x++) {
        blue[x] = content[at++];
        red[x] = content[at++];
      }
      picture.plane(1).put(y * picture.stride(1), blue);
      picture.plane(2).put(y * picture.stride(2), red);
    }
  }

  @Override
  public double framesPerSecond() {
    return video.framesPerSecond();
  }

  @Override
  public boolean isCutOff() {
    return cutOff;
  }

  /** Leaves the stream open: it is the caller's. */
  @Override
  public void close() {
    ended = true;
    pool.close();
  }
}
