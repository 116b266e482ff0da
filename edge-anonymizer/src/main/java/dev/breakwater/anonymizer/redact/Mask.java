package dev.breakwater.anonymizer.redact;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.track.Region;
import java.util.Optional;

/**
 * A covered rectangle, in pixels of the upright frame: inside it and on even coordinates, so that
 * no colour sample is shared with the outside.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
public record Mask(ObjectClass kind, int left, int top, int right, int bottom) {
  /** GB/T 44464-2024 B.5.3 asks for half of the object; the rest is margin for a loose box. */
  private static final double FACE_GROWTH = 1.2;

  private static final double PLATE_GROWTH = 1.25;

  /** Returns the mask of a region; empty if the region lies outside the frame. */
  static Optional<Mask> of(Region region, int widthPx, int heightPx) {
    double growth = growth(region.kind());
    Box box = region.box().scaled(growth, growth);
    int left = clip(Math.floor(box.left() / 2) * 2, widthPx);
    int top = clip(Math.floor(box.top() / 2) * 2, heightPx);
    int right = clip(Math.ceil(box.right() / 2) * 2, widthPx);
    int bottom = clip(Math.ceil(box.bottom() / 2) * 2, heightPx);
    return left < right && top < bottom
        ? Optional.of(new Mask(region.kind(), left, top, right, bottom))
        : Optional.empty();
  }

  private static double growth(ObjectClass kind) {
    return switch (kind) {
      case FACE -> FACE_GROWTH;
      case PLATE -> PLATE_GROWTH;
    };
  }

  private static int clip(double value, int limit) {
    return (int) Math.max(0, Math.min(limit, value));
  }
}
