package dev.breakwater.anonymizer.frame;

/**
 * How a video file is written.
 *
 * @param background whether frames are copied and encoded in a thread of their own, so that the
 *     caller detects meanwhile; an error is then thrown by a later call
 */
public record VideoOptions(boolean background) {
  /** In the caller's thread. */
  public static final VideoOptions PLAIN = new VideoOptions(false);

  /** In a thread of its own. */
  public static final VideoOptions BACKGROUND = new VideoOptions(true);
}
