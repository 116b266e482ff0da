package dev.breakwater.anonymizer.track;

import dev.breakwater.anonymizer.detect.Detection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Follows objects through a window of frames and holds their regions after the detector last saw
 * them, a little larger with each frame. It only ever adds regions: each detection is a region at
 * once. Used by one thread at a time.
 */
public final class Tracker {
  /** A detection that overlaps a held region this much continues it. */
  private static final double SAME_OBJECT_OVERLAP = 0.3;

  /** The object moves on unseen. */
  private static final double GROWTH_PER_FRAME = 1.06;

  private final int heldFrames;
  private final Deque<List<Region>> window = new ArrayDeque<>();
  private List<Held> held = List.of();
  private long tracks;

  private record Held(Region region, int framesSinceSeen) {}

  /**
   * @param heldFrames how long a region is held after it was last seen; 0 holds nothing
   */
  public Tracker(int heldFrames) {
    this.heldFrames = heldFrames;
  }

  /** Adds the newest frame to the window. */
  public void push(long micros, List<Detection> found) {
    List<Held> next = new ArrayList<>();
    for (Detection detection : found) {
      if (detection.firm()) {
        next.add(
            new Held(
                new Region(detection.kind(), detection.box(), detection.tilt(), tracks++, true),
                0));
      }
    }
    for (Held old : held) {
      if (old.framesSinceSeen < heldFrames && !continues(old.region, found)) {
        next.add(new Held(grown(old.region), old.framesSinceSeen + 1));
      }
    }
    held = List.copyOf(next);
    window.add(held.stream().map(Held::region).toList());
  }

  private static Region grown(Region region) {
    return new Region(
        region.kind(),
        region.box().scaled(GROWTH_PER_FRAME, GROWTH_PER_FRAME),
        region.tilt(),
        region.track(),
        false);
  }

  private static boolean continues(Region region, List<Detection> detections) {
    return detections.stream()
        .anyMatch(
            detection ->
                detection.kind() == region.kind()
                    && detection.box().overlap(region.box()) >= SAME_OBJECT_OVERLAP);
  }

  /** Adds to the oldest frame of the window what another detector found there. */
  public void addToOldest(List<Detection> missed) {
    List<Region> oldest = new ArrayList<>(window.removeFirst());
    for (Detection detection : missed) {
      oldest.add(new Region(detection.kind(), detection.box(), detection.tilt(), tracks++, true));
    }
    window.addFirst(List.copyOf(oldest));
  }

  /** Returns the regions of the oldest frame of the window, which leaves it. */
  public List<Region> pop() {
    return window.removeFirst();
  }

  /** Forgets everything: the next frame starts another sequence. */
  public void clear() {
    window.clear();
    held = List.of();
  }
}
