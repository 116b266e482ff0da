package dev.breakwater.anonymizer.evaluate.effect;

import org.jspecify.annotations.Nullable;

/** An installed program gave no answer. */
final class ProgramException extends Exception {
  private static final long serialVersionUID = 1L;

  ProgramException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
