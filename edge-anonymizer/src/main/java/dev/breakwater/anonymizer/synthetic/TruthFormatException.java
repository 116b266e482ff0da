package dev.breakwater.anonymizer.synthetic;

import org.jspecify.annotations.Nullable;

/** A line is not a line of a truth file; regenerate the file. */
public final class TruthFormatException extends Exception {
  TruthFormatException(String what, @Nullable Exception cause) {
    super("not a truth line: " + what, cause);
  }
}
