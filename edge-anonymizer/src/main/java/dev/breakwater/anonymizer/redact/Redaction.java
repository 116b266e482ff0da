package dev.breakwater.anonymizer.redact;

/** How regions are covered, and what is left of them. */
public enum Redaction {
  /**
   * One dark red. Nothing of what was there is left; only its place, size and tilt are. This is the
   * default, and the only mode of which nothing can be learned however many frames one has.
   */
  SOLID,

  /**
   * One mean colour for each cell of a grid on the object, of at most three cells along its shorter
   * side and 64 along the other. Those means are left: skin, hair and plate colour, where it is
   * bright and dark. A known face or a text of few characters can be guessed by trying which one
   * gives these means, and a grid that moves over an object in many frames gives more of it than
   * each frame has. Where that matters, take {@link #SOLID}.
   */
  MOSAIC,

  /**
   * A strong blur: three box passes, each as wide as two thirds of the object's shorter side. For
   * looking at, not for hiding: what is fine is weakened but not gone, and whoever knows the blur
   * can undo part of it, the more the better the file's quality. It does not leave a car.
   */
  BLUR,

  /**
   * Nothing is covered: everything is left. The masks say where the objects are, for measuring and
   * for other tools. It does not leave a car.
   */
  NONE;

  /** Asks whether frames covered like this may leave a car; others are for files only. */
  public boolean leavesCar() {
    return switch (this) {
      case SOLID, MOSAIC -> true;
      case BLUR, NONE -> false;
    };
  }
}
