package dev.breakwater.audit.layout;

/** Bytes of a log that are not in the one form they may have; nothing in them is to be trusted. */
public final class NonCanonicalException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String what;

  public NonCanonicalException(String what, String problem) {
    super(what + ": " + problem);
    this.what = what;
  }

  /** Returns the name of the form that was expected, for example {@code leaf}. */
  public String what() {
    return what;
  }

  public String remedy() {
    return "Restore the file from a copy whose tree has the signed root.";
  }
}
