package dev.breakwater.anonymizer.track;

import dev.breakwater.anonymizer.detect.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds regions for some frames after the detector last saw them, a little larger with each. It
 * only ever adds regions: each detection is a region at once. Used by one thread at a time.
 */
public final class MaskHold {
  /** A detection that overlaps a held region this much continues it. */
  private static final double SAME_OBJECT_OVERLAP = 0.3;

  /** The object moves on unseen. */
  private static final double GROWTH_PER_FRAME = 1.06;

  private final int frames;
  private List<Region> regions = List.of();

  /**
   * @param frames how long a region is held after it was last seen; 0 holds nothing
   */
  public MaskHold(int frames) {
    this.frames = frames;
  }

  /** Returns the regions of the next frame: all detections, and what was seen shortly before. */
  public List<Region> next(List<Detection> detections) {
    List<Region> next = new ArrayList<>();
    for (Detection detection : detections) {
      next.add(new Region(detection.kind(), detection.box(), 0));
    }
    for (Region region : regions) {
      if (region.framesSinceSeen() < frames && !continues(region, detections)) {
        next.add(
            new Region(
                region.kind(),
                region.box().scaled(GROWTH_PER_FRAME, GROWTH_PER_FRAME),
                region.framesSinceSeen() + 1));
      }
    }
    regions = List.copyOf(next);
    return regions;
  }

  private static boolean continues(Region region, List<Detection> detections) {
    return detections.stream()
        .anyMatch(
            detection ->
                detection.kind() == region.kind()
                    && detection.box().overlap(region.box()) >= SAME_OBJECT_OVERLAP);
  }
}
