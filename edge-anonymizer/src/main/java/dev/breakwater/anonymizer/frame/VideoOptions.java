package dev.breakwater.anonymizer.frame;

import org.jspecify.annotations.Nullable;

/**
 * How a video file is written.
 *
 * @param background whether frames are copied and encoded in a thread of their own, so that the
 *     caller detects meanwhile; an error is then thrown by a later call
 * @param sourceTimes whether time 0 is the source's, so that frames withheld at its start leave a
 *     gap; otherwise it is the first frame's
 * @param carried what comes from a source file beside the pictures; null for nothing
 */
public record VideoOptions(boolean background, boolean sourceTimes, @Nullable Carried carried) {
  /** In the caller's thread. */
  public static final VideoOptions PLAIN = new VideoOptions(false, false, null);

  /** In a thread of its own. */
  public static final VideoOptions BACKGROUND = new VideoOptions(true, false, null);

  /** In a thread of its own, with the times of a source and perhaps more of it. */
  public static VideoOptions of(@Nullable Carried carried) {
    return new VideoOptions(true, true, carried);
  }
}
