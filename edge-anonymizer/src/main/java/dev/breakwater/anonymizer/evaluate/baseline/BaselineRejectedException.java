package dev.breakwater.anonymizer.evaluate.baseline;

import java.nio.file.Path;

/** A file is no evaluation that can be compared. */
public final class BaselineRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  BaselineRejectedException(Path file, String problem) {
    super(file + ": " + problem);
  }

  public String remedy() {
    return "Give a file that 'breakwater certify anonymization --json' has written.";
  }
}
