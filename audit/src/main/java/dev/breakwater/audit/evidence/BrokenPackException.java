package dev.breakwater.audit.evidence;

/** An evidence pack that does not hold. */
public final class BrokenPackException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;

  BrokenPackException(String file, String problem) {
    super(file + ": " + problem);
    this.file = file;
  }

  /** Returns the first file of the pack that is wrong; the pack's own form has an empty name. */
  public String file() {
    return file;
  }

  public String remedy() {
    return "Ask for the pack again; if it is broken again, keep it: it is evidence by itself.";
  }
}
