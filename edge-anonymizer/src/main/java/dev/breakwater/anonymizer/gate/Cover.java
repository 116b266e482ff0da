package dev.breakwater.anonymizer.gate;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.anonymizer.track.Region;
import java.util.ArrayList;
import java.util.List;

/** Tells what the check sees under a mask from what it sees beside the masks. */
final class Cover {
  /** GB/T 44464-2024 B.5.3: an object of which half is covered counts as anonymized. */
  private static final double COVERED = 0.5;

  /** Points across and down a box at which its cover is sampled. */
  private static final int SAMPLES = 16;

  private static final long NO_TRACK = -1;

  private Cover() {}

  /** Returns what is seen firmly and covered less than the standard asks. */
  static List<Detection> uncovered(List<Detection> found, List<Mask> masks) {
    List<Detection> uncovered = new ArrayList<>();
    for (Detection detection : found) {
      if (detection.firm() && share(detection.box(), masks) < COVERED) {
        uncovered.add(detection);
      }
    }
    return uncovered;
  }

  private static double share(Box box, List<Mask> masks) {
    int covered = 0;
    for (int row = 0; row < SAMPLES; row++) {
      for (int column = 0; column < SAMPLES; column++) {
        double x = box.left() + box.width() * (column + 0.5) / SAMPLES;
        double y = box.top() + box.height() * (row + 0.5) / SAMPLES;
        covered += isCovered(x, y, masks) ? 1 : 0;
      }
    }
    return (double) covered / (SAMPLES * SAMPLES);
  }

  private static boolean isCovered(double x, double y, List<Mask> masks) {
    for (Mask mask : masks) {
      if (mask.contains(x, y)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the regions of what was missed, of no track: the tracker has its own. */
  static List<Region> regions(List<Detection> missed) {
    return missed.stream()
        .map(found -> new Region(found.kind(), found.box(), found.tilt(), NO_TRACK, true))
        .toList();
  }
}
