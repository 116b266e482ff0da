package dev.breakwater.anonymizer.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One upright picture in planar YUV 4:2:0 (I420), 8 bits, owned by exactly one stage at a time: the
 * stage that hands it on calls nothing on it any more, the last one closes it. Not safe for use by
 * several threads.
 *
 * <p>A damaged frame has no pixels at all: what could not be decoded faithfully is not there to
 * leak, but it is still counted.
 */
public final class Frame implements AutoCloseable {
  /** The largest side that is decoded, pixels. */
  public static final int MAX_SIDE_PX = 16_384;

  /** The largest picture that is decoded, pixels. */
  public static final int MAX_PIXELS = 64 << 20;

  private final FrameInfo info;
  private final PicturePool pool;

  // Owned by this object; null once handed over or closed, and always in a damaged frame.
  private @Nullable Picture picture;
  private final boolean damaged;

  Frame(FrameInfo info, @Nullable Picture picture, PicturePool pool) {
    this.info = info;
    this.picture = picture;
    this.pool = pool;
    this.damaged = picture == null;
  }

  /** Returns a black frame to draw on; luma 16 to 235 (limited range), BT.601. */
  public static Frame black(FrameInfo info, int widthPx, int heightPx) {
    Picture picture = Picture.i420(widthPx, heightPx, Colour.LIMITED);
    picture.clear();
    return new Frame(info, picture, PicturePool.NONE);
  }

  /** Returns a frame that could not be decoded. */
  public static Frame damaged(FrameInfo info) {
    return new Frame(info, null, PicturePool.NONE);
  }

  public FrameInfo info() {
    return info;
  }

  /** Asks whether the frame could not be decoded; such a frame has no pixels. */
  public boolean isDamaged() {
    return damaged;
  }

  public int widthPx() {
    return picture().widthPx();
  }

  public int heightPx() {
    return picture().heightPx();
  }

  /**
   * Returns the live bytes of a plane; row {@code y} starts at {@code y * stride(plane)}.
   *
   * @param plane 0 luma, 1 blue difference, 2 red difference; 1 and 2 have half the sides, rounded
   *     up
   */
  public ByteBuffer plane(int plane) {
    return picture().plane(plane);
  }

  /** Returns the distance between two rows of a plane, bytes. */
  public int stride(int plane) {
    return picture().stride(plane);
  }

  /** Returns this frame under a new owner; this object is dead from here on. */
  public Frame handOver() {
    return renamed(info);
  }

  /** Returns this frame under a new owner and another place; this object is dead from here on. */
  Frame renamed(FrameInfo other) {
    Picture handed = picture;
    if (handed == null && !damaged) {
      throw new IllegalStateException("frame " + info.index() + " has another owner");
    }
    picture = null;
    return new Frame(other, handed, pool);
  }

  /** Gives the pixels back; a second call does nothing. */
  @Override
  public void close() {
    Picture closed = picture;
    picture = null;
    if (closed != null) {
      pool.giveBack(closed);
    }
  }

  Picture picture() {
    Picture current = picture;
    if (current == null) {
      throw new IllegalStateException(
          "frame " + info.index() + (damaged ? " is damaged" : " has another owner"));
    }
    return current;
  }
}
