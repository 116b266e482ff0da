package dev.breakwater.anonymizer.files;

import java.nio.file.Path;

/** Files cannot be written as asked; nothing was written. */
public final class OutputConflictException extends Exception {
  private static final long serialVersionUID = 1L;

  OutputConflictException(Path output, String problem) {
    super(output + ": " + problem);
  }

  public String remedy() {
    return "Choose another output folder, or give fewer inputs at once.";
  }
}
