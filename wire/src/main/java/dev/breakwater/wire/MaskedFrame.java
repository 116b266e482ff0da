package dev.breakwater.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Where one frame of a clip is covered, so that who looks at it can see what was done.
 *
 * @param place of the frame in its clip, from 0
 * @param areas at most {@value #MAX_AREAS}; of more, some are not here
 */
public record MaskedFrame(int place, List<Area> areas) {
  /** Frames of a clip whose covered areas are told: all would not fit into its manifest. */
  public static final int MAX_FRAMES = 6;

  /** Areas of a frame that are told. */
  public static final int MAX_AREAS = 20;

  /**
   * @throws IllegalArgumentException if there are too many areas, or the place is negative
   */
  public MaskedFrame {
    areas = List.copyOf(areas);
    if (place < 0 || areas.size() > MAX_AREAS) {
      throw new IllegalArgumentException("a frame tells of at most " + MAX_AREAS + " areas");
    }
  }

  /** What is under a mask. */
  public enum Kind {
    FACE,
    PLATE
  }

  /** The shapes that GB/T 44464-2024 B.1 names. */
  public enum Shape {
    RECTANGLE,
    ROTATED_RECTANGLE,
    ELLIPSE
  }

  /**
   * A covered shape, as if it stood upright, in pixels of the upright frame.
   *
   * @param tiltMilliradians by which it is turned about its centre, clockwise
   */
  public record Area(
      Kind kind,
      Shape shape,
      int leftPx,
      int topPx,
      int widthPx,
      int heightPx,
      int tiltMilliradians) {}

  /** Returns which frames of a clip tell of their areas: the first, the last, some between. */
  public static List<Integer> places(int frames) {
    List<Integer> places = new ArrayList<>();
    int told = Math.min(MAX_FRAMES, frames);
    for (int i = 0; i < told; i++) {
      places.add(told == 1 ? 0 : i * (frames - 1) / (told - 1));
    }
    return places;
  }
}
