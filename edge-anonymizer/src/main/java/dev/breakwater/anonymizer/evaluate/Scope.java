package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.ObjectClass;

/** Which labelled objects the rates are about: GB/T 44464-2024 B.5. */
public final class Scope {
  /** The least smaller side of a face, pixels. */
  static final double LEAST_FACE_PX = 32;

  /** The least smaller side of a plate, pixels. */
  static final double LEAST_PLATE_PX = 16;

  /** The least share of a face that nothing hides. */
  static final double LEAST_VISIBLE_FACE = 0.5;

  /** Of a plate nothing may be hidden: all its characters are in view (5.6.2.1.2). */
  static final double LEAST_VISIBLE_PLATE = 1;

  /** Sides are differences of coordinates, which binary fractions blur. */
  private static final double ROUNDING_PX = 1e-6;

  private Scope() {}

  /** Asks whether an object is large and visible enough to be scored, and not to be ignored. */
  public static boolean includes(LabelledObject object) {
    return isScored(object) && isAtLeast(object, leastSidePx(object.kind()));
  }

  /** Asks the same, whatever the object's size. */
  static boolean isScored(LabelledObject object) {
    return !object.ignore() && object.visible() >= leastVisible(object.kind());
  }

  /** Asks whether the smaller side has so many pixels. */
  static boolean isAtLeast(LabelledObject object, double px) {
    return object.smallerSidePx() >= px - ROUNDING_PX;
  }

  private static double leastVisible(ObjectClass kind) {
    return switch (kind) {
      case FACE -> LEAST_VISIBLE_FACE;
      case PLATE -> LEAST_VISIBLE_PLATE;
    };
  }

  /** Returns the least smaller side, pixels. */
  static double leastSidePx(ObjectClass kind) {
    return switch (kind) {
      case FACE -> LEAST_FACE_PX;
      case PLATE -> LEAST_PLATE_PX;
    };
  }
}
