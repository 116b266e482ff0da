package dev.breakwater.anonymizer.detect;

import org.jspecify.annotations.Nullable;

/** A detector cannot say what is in a frame; the frame must be withheld. */
public final class DetectionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean broken;

  /** The detector has no answer for this frame. */
  public DetectionException(String problem, @Nullable Throwable cause) {
    this(problem, cause, false);
  }

  private DetectionException(String problem, @Nullable Throwable cause, boolean broken) {
    super(problem, cause);
    this.broken = broken;
  }

  /** The network answers nonsense: none of its answers since the last good one can be trusted. */
  public static DetectionException broken(String problem) {
    return new DetectionException(problem, null, true);
  }

  /** Asks whether the earlier answers, back to the last known answer, are in doubt too. */
  public boolean isBroken() {
    return broken;
  }
}
