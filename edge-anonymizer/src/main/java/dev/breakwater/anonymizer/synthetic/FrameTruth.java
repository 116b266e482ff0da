package dev.breakwater.anonymizer.synthetic;

import java.util.List;

/**
 * Everything planted that can be seen in one frame.
 *
 * @param frame number of the frame, from 0
 * @param timeMillis milliseconds since the first frame
 */
public record FrameTruth(int frame, long timeMillis, List<PlantedObject> objects) {
  /** Copies the list. */
  public FrameTruth {
    objects = List.copyOf(objects);
  }
}
