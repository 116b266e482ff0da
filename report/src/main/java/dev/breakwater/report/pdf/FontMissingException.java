package dev.breakwater.report.pdf;

/** There is no font with which the report can be written. */
public final class FontMissingException extends Exception {
  /** What the user can do. */
  public static final String REMEDY =
      "Install one, for example Debian's fonts-wqy-zenhei or fonts-droid-fallback, or name a"
          + " TrueType font (.ttf, .ttc) with --font FILE, or write HTML.";

  private static final long serialVersionUID = 1L;

  FontMissingException(String problem) {
    super(problem);
  }

  FontMissingException(String problem, Exception cause) {
    super(problem, cause);
  }
}
