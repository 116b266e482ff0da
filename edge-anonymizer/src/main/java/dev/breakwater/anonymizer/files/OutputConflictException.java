package dev.breakwater.anonymizer.files;

import java.nio.file.Path;

/** Files cannot be written as asked; nothing was written. */
public final class OutputConflictException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  OutputConflictException(Path output, String problem) {
    this(output, problem, "Choose another output folder, or give fewer inputs at once.");
  }

  OutputConflictException(Path output, String problem, String remedy) {
    super(output + ": " + problem);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
