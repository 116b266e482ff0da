package dev.breakwater.anonymizer.evaluate.effect;

import org.jspecify.annotations.Nullable;

/** A plate reader gave no answer; whether the plate can be read stays open. */
public final class PlateReaderException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, without anything that was read. */
  public PlateReaderException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
