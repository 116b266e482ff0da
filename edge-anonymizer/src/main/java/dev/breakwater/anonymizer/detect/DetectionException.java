package dev.breakwater.anonymizer.detect;

import org.jspecify.annotations.Nullable;

/** A detector cannot say what is in a frame; the frame must be withheld. */
public final class DetectionException extends Exception {
  private static final long serialVersionUID = 1L;

  public DetectionException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
