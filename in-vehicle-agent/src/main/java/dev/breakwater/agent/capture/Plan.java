package dev.breakwater.agent.capture;

import dev.breakwater.anonymizer.gate.SafeClipWriter;

/**
 * Which frames of a camera become a clip. Continuous video never leaves; a plan chooses.
 *
 * @param sensor name of the camera, e.g. {@code exterior.front}
 * @param purpose of the clip
 * @param everyNth 1 takes every frame, 2 every second one
 * @param maxFrames of the clip; what follows is skipped
 */
public record Plan(String sensor, String purpose, int everyNth, int maxFrames) {
  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public Plan {
    if (everyNth < 1 || maxFrames < 1 || maxFrames > SafeClipWriter.MAX_FRAMES) {
      throw new IllegalArgumentException("a plan takes 1 to 1500 frames, every first or later one");
    }
  }

  /** The built-in plan: the whole drive is one clip. */
  public static Plan wholeDrive() {
    return new Plan("exterior.front", "incident.review", 1, SafeClipWriter.MAX_FRAMES);
  }

  /** Returns whether the plan asks for the frame at {@code index} of the source. */
  public boolean chooses(long index) {
    return index % everyNth == 0 && index / everyNth < maxFrames;
  }
}
