package dev.breakwater.anonymizer.detect;

/** What lies upright on a plane: how two of it share their places. */
interface Upright {
  double left();

  double top();

  double width();

  double height();

  default double right() {
    return left() + width();
  }

  default double bottom() {
    return top() + height();
  }

  /** Returns the area that both share, square pixels. */
  default double shared(Upright other) {
    return Math.max(0, Math.min(right(), other.right()) - Math.max(left(), other.left()))
        * Math.max(0, Math.min(bottom(), other.bottom()) - Math.max(top(), other.top()));
  }

  /** Returns the shared area over the joint area, in [0, 1]. */
  default double overlap(Upright other) {
    double shared = shared(other);
    return shared / (width() * height() + other.width() * other.height() - shared);
  }
}
