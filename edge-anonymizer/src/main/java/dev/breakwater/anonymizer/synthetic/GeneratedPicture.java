package dev.breakwater.anonymizer.synthetic;

import java.util.Map;

/**
 * A drawn still and the truth about it.
 *
 * @param plateKinds what kind of plate it is, by the track of each plate that was planted
 */
record GeneratedPicture(DriveFrame drawn, Map<String, String> plateKinds) {
  /** Copies the map. */
  GeneratedPicture {
    plateKinds = Map.copyOf(plateKinds);
  }
}
