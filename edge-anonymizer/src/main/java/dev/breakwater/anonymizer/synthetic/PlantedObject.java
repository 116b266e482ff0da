package dev.breakwater.anonymizer.synthetic;

import dev.breakwater.anonymizer.detect.ObjectClass;

/**
 * The truth about one face or plate in one frame.
 *
 * @param track the same in every frame in which the same object is seen
 * @param kind face or plate
 * @param text the plate's number; empty for a face
 * @param x left edge of the visible part, in pixels from the left
 * @param y upper edge of the visible part, in pixels from the top
 * @param w width of the visible part in pixels
 * @param h height of the visible part in pixels
 * @param visible share of the object that nothing hides and the frame does not cut off, in (0, 1]
 */
public record PlantedObject(
    String track,
    ObjectClass kind,
    String text,
    double x,
    double y,
    double w,
    double h,
    double visible) {
  private static final double FACE_IN_SCOPE_PX = 32;
  private static final double PLATE_IN_SCOPE_PX = 16;

  /**
   * Whether GB/T 44464 5.6.2.1 asks for this object to be found: a face of at least 32 px, more
   * than half visible; a plate of at least 16 px with all its characters in view.
   */
  public boolean isInScope() {
    var side = Math.min(w, h);
    return switch (kind) {
      case FACE -> side >= FACE_IN_SCOPE_PX && visible > 0.5;
      case PLATE -> side >= PLATE_IN_SCOPE_PX && visible == 1;
    };
  }
}
