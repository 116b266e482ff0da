package dev.breakwater.anonymizer.detect;

import dev.breakwater.anonymizer.detect.Candidates.Candidate;
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

  private Suppression() {}

  /**
   * @param overlap from which two boxes of a class are one object, shared over joint area
   */
  static List<Detection> keep(List<Candidate> candidates, double overlap) {
    candidates.sort(
        Comparator.comparing(Candidate::cut)
            .thenComparing(
                Comparator.comparingDouble((Candidate each) -> each.detection().score())
                    .reversed()));
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
    if (better.kind() != next.detection().kind()) {
      return false;
    }
    Box box = next.detection().box();
    return better.box().overlap(box) >= overlap
        || (next.cut() && better.box().shared(box) >= PART * box.width() * box.height());
  }
}
