package dev.breakwater.anonymizer.detect;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A model's descriptor cannot be used: it is malformed, or nobody who is trusted signed it. */
public final class DescriptorException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final String remedy;

  private DescriptorException(
      String file, int line, String problem, String remedy, @Nullable Throwable cause) {
    super(file + (line > 0 ? ":" + line : "") + ": " + problem, cause);
    this.file = file;
    this.line = line;
    this.remedy = remedy;
  }

  static DescriptorException malformed(
      String file, int line, String problem, @Nullable Throwable cause) {
    return new DescriptorException(
        file, line, problem, "See 'breakwater anonymize model describe --help'.", cause);
  }

  static DescriptorException untrusted(Path file, String objection) {
    return new DescriptorException(
        file.toString(),
        0,
        objection,
        "Have it signed by the owner of the key ('breakwater anonymize model sign').",
        null);
  }

  public String file() {
    return file;
  }

  /** Returns the line, from 1; 0 if the whole file is meant. */
  public int line() {
    return line;
  }

  public String remedy() {
    return remedy;
  }
}
