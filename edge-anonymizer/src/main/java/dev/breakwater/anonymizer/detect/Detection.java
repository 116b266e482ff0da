package dev.breakwater.anonymizer.detect;

/**
 * A face or a plate that a detector sees.
 *
 * @param box about the object as if it stood upright
 * @param tilt by which the object is turned about the box's centre, radians, clockwise
 * @param score confidence in [0, 1]
 * @param firm whether the score reaches the model's threshold; what is not firm may be nothing, and
 *     only continues what was firm before
 */
public record Detection(ObjectClass kind, Box box, double tilt, double score, boolean firm) {
  /** An upright and firm detection. */
  public Detection(ObjectClass kind, Box box, double score) {
    this(kind, box, 0, score, true);
  }
}
