package dev.breakwater.anonymizer.evaluate.sample;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A picture, or a frame of a clip, that may be drawn.
 *
 * @param file that holds it
 * @param name of the file relative to the source, with '/' between parts
 * @param sensor that took it: the folder of the file, "." for the source itself
 * @param frame number in the clip from 0; null if the file is a picture
 * @param seconds from the start of the clip; null for a picture, of which nobody says when it was
 *     taken
 */
record Candidate(
    Path file, String name, String sensor, @Nullable Long frame, @Nullable Double seconds) {

  /** Returns what the sample calls it: a frame of a clip becomes a PNG picture. */
  String drawnName() {
    return frame == null ? name : name + "-" + frame + ".png";
  }
}
