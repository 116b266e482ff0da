package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.redact.Redaction;
import java.time.Duration;
import java.util.Locale;

/**
 * How strictly and how fast the frames of one camera or file are anonymized.
 *
 * @param name goes into every attestation, at most {@value #MAX_NAME_LENGTH} characters
 * @param pace whether frames wait for the detector or the detector for frames
 * @param lookAhead how much of what follows a frame is searched before the frame is covered, 0 to
 *     500 ms; above 0 it is at least one frame
 * @param deadline from the offer of a frame to its result; a later frame is withheld
 * @param hold how long a mask stays after the object was last seen, but at least one frame; zero
 *     for no frame. A time and not a number of frames: what a detector overlooks for a moment it
 *     overlooks in more frames of a faster camera
 * @param redaction how regions are covered
 * @param checkEvery the independent check looks at every n-th frame; 0 at none
 */
public record Profile(
    String name,
    Pace pace,
    Duration lookAhead,
    Duration deadline,
    Duration hold,
    Redaction redaction,
    int checkEvery) {
  /** The longest look-ahead. */
  public static final Duration MAX_LOOK_AHEAD = Duration.ofMillis(500);

  /** What searching, covering and checking may add to the look-ahead of a live camera. */
  static final Duration LIVE_RESERVE = Duration.ofMillis(100);

  static final int MAX_NAME_LENGTH = 32;

  private static final Duration USUAL_LOOK_AHEAD = Duration.ofMillis(100);
  private static final Duration HANGS = Duration.ofSeconds(30);
  private static final Duration USUAL_HOLD = Duration.ofMillis(200);
  private static final int USUAL_CHECK = 5;

  /** Who waits for whom. */
  public enum Pace {
    /** A file: the next frame waits until the detector has room for it. */
    PATIENT,
    /** A camera: a frame that the detector has no room for is withheld unsearched. */
    LIVE
  }

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public Profile {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("a profile's name has 1 to 32 characters");
    }
    if (deadline.isNegative() || deadline.isZero() || hold.isNegative() || checkEvery < 0) {
      throw new IllegalArgumentException(
          "a profile's deadline is above 0, its hold and its check not below");
    }
    if (lookAhead.isNegative() || lookAhead.compareTo(MAX_LOOK_AHEAD) > 0) {
      throw new IllegalArgumentException(
          "the look-ahead is 0 to 500 ms, not " + lookAhead.toMillis() + " ms");
    }
  }

  /** Files wait for nobody: the deadline only ends a detector that hangs. */
  public static Profile files() {
    return new Profile(
        "solid-files",
        Pace.PATIENT,
        USUAL_LOOK_AHEAD,
        HANGS,
        USUAL_HOLD,
        Redaction.SOLID,
        USUAL_CHECK);
  }

  /** A live camera: a frame is out or withheld after the look-ahead and 100 ms. */
  public static Profile camera(Duration lookAhead) {
    return new Profile(
        "solid-camera",
        Pace.LIVE,
        lookAhead,
        lookAhead.plus(LIVE_RESERVE),
        USUAL_HOLD,
        Redaction.SOLID,
        USUAL_CHECK);
  }

  /** A live camera with the usual look-ahead of 100 ms. */
  public static Profile camera() {
    return camera(USUAL_LOOK_AHEAD);
  }

  /** Returns this profile with another look-ahead, and the deadline that goes with it. */
  public Profile withLookAhead(Duration other) {
    Duration until = pace == Pace.LIVE ? other.plus(LIVE_RESERVE) : deadline;
    return new Profile(name, pace, other, until, hold, redaction, checkEvery);
  }

  /** Returns this profile with another cover, which its name says. */
  public Profile withRedaction(Redaction other) {
    String renamed = other.name().toLowerCase(Locale.ROOT) + name.substring(name.indexOf('-'));
    return new Profile(renamed, pace, lookAhead, deadline, hold, other, checkEvery);
  }

  /** Returns this profile with the check at every n-th frame; 0 at none. */
  public Profile withCheckEvery(int frames) {
    return new Profile(name, pace, lookAhead, deadline, hold, redaction, frames);
  }
}
