package dev.breakwater.anonymizer.gate;

import java.time.Duration;

/**
 * How strictly and how fast frames are anonymized.
 *
 * @param name goes into every attestation, at most {@value #MAX_NAME_LENGTH} characters
 * @param deadline for one frame; a frame that is not searched by then is withheld
 * @param heldFrames how long a mask stays after the object was last seen
 */
public record Profile(String name, Duration deadline, int heldFrames) {
  static final int MAX_NAME_LENGTH = 32;

  private static final int USUAL_HELD_FRAMES = 5;

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public Profile {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("a profile's name has 1 to 32 characters");
    }
    if (deadline.isNegative() || deadline.isZero() || heldFrames < 0) {
      throw new IllegalArgumentException("a profile's deadline is above 0, its hold not below");
    }
  }

  /** Files wait for nobody: the deadline only ends a detector that hangs. */
  public static Profile files() {
    return new Profile("solid-files", Duration.ofSeconds(30), USUAL_HELD_FRAMES);
  }

  /** A live camera: a frame is out or withheld after 200 ms. */
  public static Profile camera() {
    return new Profile("solid-camera", Duration.ofMillis(200), USUAL_HELD_FRAMES);
  }

  /** Returns this profile for pictures that do not follow each other: masks are not held. */
  public Profile withoutHold() {
    return new Profile(name, deadline, 0);
  }
}
