package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.anonymizer.track.Region;
import java.util.ArrayList;
import java.util.List;

/** Tells what the check sees under a mask from what it sees beside the masks. */
final class Cover {
  /** GB/T 44464-2024 B.5.3: an object of which half is covered counts as anonymized. */
  private static final double COVERED = 0.5;

  private static final long NO_TRACK = -1;

  private Cover() {}

  /** Returns what is seen firmly and covered less than the standard asks. */
  static List<Detection> uncovered(List<Detection> found, List<Mask> masks) {
    List<Detection> uncovered = new ArrayList<>();
    for (Detection detection : found) {
      if (detection.firm() && Mask.share(detection.box(), masks) < COVERED) {
        uncovered.add(detection);
      }
    }
    return uncovered;
  }

  /** Returns the regions of what was missed, of no track: the tracker has its own. */
  static List<Region> regions(List<Detection> missed) {
    return missed.stream()
        .map(found -> new Region(found.kind(), found.box(), found.tilt(), NO_TRACK, true))
        .toList();
  }
}
