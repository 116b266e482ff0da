package dev.breakwater.anonymizer.evaluate.team;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Coverage;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import dev.breakwater.anonymizer.evaluate.labels.Marking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds which marked object is meant by which true one. */
final class Matching {
  private Matching() {}

  /**
   * An object as it is and as it was marked.
   *
   * @param marked null if nobody marked it
   */
  record Pair(Sight truth, @Nullable Sight marked) {}

  /**
   * An object and how much of it masks cover.
   *
   * @param coverage in [0, 1]; null in a picture that is not anonymized
   */
  record Sight(LabelledObject object, @Nullable Double coverage) {}

  private record Candidate(int truth, int marked, double overlap) {}

  /** Returns a pair for each true object, matched by the largest overlap of boxes first. */
  static List<Pair> pairs(Marking truth, Marking marked) {
    List<Pair> pairs = new ArrayList<>();
    for (ObjectClass kind : ObjectClass.values()) {
      pairs.addAll(match(sights(truth, kind), sights(marked, kind)));
    }
    return pairs;
  }

  /** Returns the objects of a class that are not to be ignored. */
  static List<Sight> sights(Marking marking, ObjectClass kind) {
    LabelledPicture picture = marking.picture();
    List<MaskedArea> masks = marking.masks();
    return picture.objects(kind).stream()
        .filter(object -> !object.ignore())
        .map(object -> new Sight(object, masks == null ? null : coverage(object, masks)))
        .toList();
  }

  private static double coverage(LabelledObject object, List<MaskedArea> masks) {
    return Coverage.share(
        object, masks.stream().filter(mask -> mask.kind() == object.kind()).toList());
  }

  private static List<Pair> match(List<Sight> truth, List<Sight> marked) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < truth.size(); i++) {
      for (int j = 0; j < marked.size(); j++) {
        double overlap = truth.get(i).object().box().overlap(marked.get(j).object().box());
        if (overlap > 0) {
          candidates.add(new Candidate(i, j, overlap));
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::overlap).reversed());
    @Nullable Sight[] chosen = new @Nullable Sight[truth.size()];
    Set<Integer> taken = new HashSet<>();
    for (Candidate next : candidates) {
      if (chosen[next.truth] == null && taken.add(next.marked)) {
        chosen[next.truth] = marked.get(next.marked);
      }
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < truth.size(); i++) {
      pairs.add(new Pair(truth.get(i), chosen[i]));
    }
    return pairs;
  }
}
