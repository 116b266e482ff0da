package dev.breakwater.anonymizer.evaluate.effect;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;

/**
 * A labelled face or plate that counts as correct: at least half of it is covered in the picture as
 * sent.
 *
 * @param box the true box, in pixels of the picture
 * @param text the plate's number where the label has it, otherwise empty; empty for a face
 */
public record CoveredObject(ObjectClass kind, Box box, String text) {
  /** An object of which no text is known. */
  public CoveredObject(ObjectClass kind, Box box) {
    this(kind, box, "");
  }
}
