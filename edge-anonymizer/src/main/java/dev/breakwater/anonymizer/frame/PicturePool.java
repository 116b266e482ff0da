package dev.breakwater.anonymizer.frame;

import java.util.ArrayDeque;
import java.util.Deque;

/** Pictures of one source that wait for reuse. Safe for use by several threads. */
final class PicturePool implements AutoCloseable {
  /** Keeps nothing. */
  static final PicturePool NONE = new PicturePool(0);

  // 0 once the pool is closed.
  private int capacity;
  private final Deque<Picture> free = new ArrayDeque<>();

  PicturePool(int capacity) {
    this.capacity = capacity;
  }

  synchronized Picture take(int widthPx, int heightPx, Colour colour) {
    for (Picture next = free.poll(); next != null; next = free.poll()) {
      if (next.widthPx() == widthPx && next.heightPx() == heightPx) {
        next.colour(colour);
        return next;
      }
      next.free();
    }
    return Picture.i420(widthPx, heightPx, colour);
  }

  synchronized void giveBack(Picture picture) {
    if (free.size() < capacity) {
      free.push(picture);
    } else {
      picture.free();
    }
  }

  /** Frees what waits, and from here on what comes back. */
  @Override
  public synchronized void close() {
    capacity = 0;
    for (Picture next = free.poll(); next != null; next = free.poll()) {
      next.free();
    }
  }
}
