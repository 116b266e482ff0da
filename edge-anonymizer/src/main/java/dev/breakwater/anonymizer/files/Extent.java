package dev.breakwater.anonymizer.files;

import dev.breakwater.anonymizer.redact.Mask;

/** The least upright rectangle around a mask, in pixels. */
record Extent(double left, double top, double right, double bottom) {
  static Extent of(Mask mask) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Mask.Corner corner : mask.corners()) {
      left = Math.min(left, corner.x());
      top = Math.min(top, corner.y());
      right = Math.max(right, corner.x());
      bottom = Math.max(bottom, corner.y());
    }
    return new Extent(left, top, right, bottom);
  }

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }
}
