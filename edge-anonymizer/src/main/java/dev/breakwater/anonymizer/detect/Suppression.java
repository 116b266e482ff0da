package dev.breakwater.anonymizer.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Greedy non-maximum suppression, class by class: of boxes that overlap, the best stays.
 *
 * <p>An object at the edge of a tile is seen in part there and in whole in the next tile, which
 * overlaps, or in the whole frame. The two boxes may overlap little, by the usual measure: the part
 * is small. So whole boxes come first, and a cut one is dropped if most of it lies in one that
 * stays. Of an object that no view has in whole, both parts stay.
 */
final class Suppression {
  /** Share of a cut box that must lie in another to be a part of the same object. */
  private static final double PART = 0.7;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparing(Candidate::isCut)
          .thenComparing(Comparator.comparingDouble(Candidate::score).reversed());

  private Suppression() {}

  /**
   * @param overlap from which two boxes of a class are one object, shared over joint area
   */
  static List<Detection> keep(List<Candidate> candidates, double overlap) {
    candidates.sort(BEST_FIRST);
    List<Detection> kept = new ArrayList<>();
    for (Candidate next : candidates) {
      if (!isKept(next, kept, overlap)) {
        kept.add(next.detection());
      }
    }
    return kept;
  }

  // No stream or iterator: one for each candidate would be half of the garbage that a frame makes.
  private static boolean isKept(Candidate next, List<Detection> kept, double overlap) {
    for (int i = 0; i < kept.size(); i++) {
      if (isSame(kept.get(i), next, overlap)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(Detection better, Candidate next, double overlap) {
    if (better.kind() != next.kind()) {
      return false;
    }
    return better.box().overlap(next) >= overlap
        || (next.isCut() && better.box().shared(next) >= PART * next.width() * next.height());
  }
}
