package dev.breakwater.anonymizer.evaluate.team;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.Scope;
import dev.breakwater.anonymizer.evaluate.labels.LabelledFile;
import dev.breakwater.anonymizer.evaluate.labels.LabelsRejectedException;
import dev.breakwater.anonymizer.evaluate.labels.Marking;
import dev.breakwater.anonymizer.evaluate.team.Matching.Pair;
import dev.breakwater.anonymizer.evaluate.team.Matching.Sight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Whether a labelling team may label a test: what it marked against the documented truth of the
 * same pictures, by the six limits of GB/T 44464-2024 B.2.4.
 *
 * @param limits the six, in the order of the standard; the second in two parts
 * @param sample what B.2.4 asks of the pictures
 */
public record Qualification(List<Limit> limits, List<Limit> sample) {
  static final double LEAST_FACE_PX = 27;
  static final double LEAST_PLATE_PX = 11;
  static final double SMALL_PLATE_PX = 20;
  static final double LEAST_FACES_ALIKE = 0.98;
  static final double MOST_SIDE_ERROR_PX = 1;
  static final double SIDE_RATIO = 0.1;
  static final double SCOPE_RATIO = 0.01;
  static final double MOST_COVERAGE_ERROR = 0.05;
  static final double COUNT_RATIO = 0.02;
  static final int LEAST_PICTURES = 500;
  static final int LEAST_OBJECTS = 200;

  /** Binary fractions blur ratios. */
  private static final double ROUNDING = 1e-9;

  private static final double WHOLE = 1 - ROUNDING;
  private static final String NOTHING = "nothing to measure it on";

  public Qualification {
    limits = List.copyOf(limits);
    sample = List.copyOf(sample);
  }

  /**
   * One limit.
   *
   * @param asks what the standard wants
   * @param found what the labels have
   */
  public record Limit(String asks, String found, boolean met) {}

  private record Place(String file, long frame) {}

  /** Asks whether all six limits are met. */
  public boolean qualifies() {
    return limits.stream().allMatch(Limit::met);
  }

  /**
   * @param marked by the team; may have pictures that {@code truth} does not have
   * @throws LabelsRejectedException if a picture is missing, or one is anonymized only in one
   */
  public static Qualification of(List<LabelledFile> truth, List<LabelledFile> marked)
      throws LabelsRejectedException {
    Map<Place, Marking> theirs = new LinkedHashMap<>();
    marked.stream().flatMap(file -> file.frames().stream()).forEach(m -> theirs.put(place(m), m));
    List<Marking> trueOnes = new ArrayList<>();
    List<Marking> markedOnes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (LabelledFile file : truth) {
      for (Marking each : file.frames()) {
        Marking other = theirs.get(place(each));
        if (other == null || other.isAnonymized() != each.isAnonymized()) {
          problems.add(
              file.path()
                  + ":frame "
                  + each.picture().frame()
                  + ": the team "
                  + (other == null ? "has not marked it" : "and the truth differ in having masks"));
        } else {
          trueOnes.add(each);
          markedOnes.add(other);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new LabelsRejectedException(problems);
    }
    return new Qualification(limits(trueOnes, markedOnes), sample(trueOnes));
  }

  private static Place place(Marking marking) {
    return new Place(marking.picture().file(), marking.picture().frame());
  }

  private static List<Limit> limits(List<Marking> truth, List<Marking> marked) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < truth.size(); i++) {
      pairs.addAll(Matching.pairs(truth.get(i), marked.get(i)));
    }
    return List.of(
        faceSides(pairs),
        smallPlates(pairs),
        largePlates(pairs),
        visibleAreas(pairs),
        scopeCounts(truth, marked),
        coverages(pairs),
        outcomes(truth, marked));
  }

  /** Both sides must be alike; a face that nobody marked is not. */
  private static Limit faceSides(List<Pair> pairs) {
    List<Pair> faces = of(pairs, ObjectClass.FACE, LEAST_FACE_PX);
    long alike = faces.stream().filter(Qualification::isAlike).count();
    double share = (double) alike / faces.size();
    return new Limit(
        "1: of faces from 27 px more than 98 % have sides of 0.9 to 1.1 of the true ones",
        faces.isEmpty() ? NOTHING : text("%d of %d, %.2f %%", alike, faces.size(), share * 100),
        share > LEAST_FACES_ALIKE + ROUNDING);
  }

  private static boolean isAlike(Pair pair) {
    Sight marked = pair.marked();
    if (marked == null) {
      return false;
    }
    LabelledObject truth = pair.truth().object();
    return isNear(marked.object().smallerSidePx() / truth.smallerSidePx(), SIDE_RATIO)
        && isNear(marked.object().largerSidePx() / truth.largerSidePx(), SIDE_RATIO);
  }

  private static boolean isNear(double ratio, double by) {
    return Math.abs(ratio - 1) <= by + ROUNDING;
  }

  private static Limit smallPlates(List<Pair> pairs) {
    double error =
        mean(
            plates(pairs, plate -> plate.smallerSidePx() <= SMALL_PLATE_PX),
            pair ->
                Math.abs(markedOf(pair).smallerSidePx() - pair.truth().object().smallerSidePx()));
    return new Limit(
        "2: plates of 11 to 20 px are off by 1 px at most, in the mean",
        Double.isNaN(error) ? NOTHING : text("%.3f px", error),
        error <= MOST_SIDE_ERROR_PX + ROUNDING);
  }

  private static Limit largePlates(List<Pair> pairs) {
    double ratio =
        mean(
            plates(pairs, plate -> plate.smallerSidePx() > SMALL_PLATE_PX),
            pair -> markedOf(pair).smallerSidePx() / pair.truth().object().smallerSidePx());
    return ratio(
        "2: larger plates have 0.9 to 1.1 of the true side, in the mean", ratio, SIDE_RATIO);
  }

  private static Limit visibleAreas(List<Pair> pairs) {
    List<Pair> partial =
        of(pairs, ObjectClass.FACE, LEAST_FACE_PX).stream()
            .filter(pair -> pair.marked() != null)
            .filter(pair -> pair.truth().object().visible() < 1)
            .filter(pair -> pair.truth().object().visible() > 0)
            .toList();
    double ratio =
        mean(
            partial,
            pair -> markedOf(pair).visibleAreaPx() / pair.truth().object().visibleAreaPx());
    return ratio(
        "3: partly hidden faces from 27 px have 0.9 to 1.1 of the true visible area, in the mean",
        ratio,
        SIDE_RATIO);
  }

  private static Limit scopeCounts(List<Marking> truth, List<Marking> marked) {
    return counts(
        "4: objects in scope are 0.99 to 1.01 of the true number",
        SCOPE_RATIO,
        new String[] {"faces", "plates"},
        new double[][] {
          {inScope(truth, ObjectClass.FACE), inScope(marked, ObjectClass.FACE)},
          {inScope(truth, ObjectClass.PLATE), inScope(marked, ObjectClass.PLATE)}
        });
  }

  private static double inScope(List<Marking> markings, ObjectClass kind) {
    return scoped(markings).stream().filter(each -> each.object().kind() == kind).count();
  }

  private static List<Sight> scoped(List<Marking> markings) {
    List<Sight> all = new ArrayList<>();
    for (Marking each : markings) {
      for (ObjectClass kind : ObjectClass.values()) {
        Matching.sights(each, kind).stream()
            .filter(sight -> Scope.includes(sight.object()))
            .forEach(all::add);
      }
    }
    return all;
  }

  private static Limit coverages(List<Pair> pairs) {
    List<Pair> partly =
        pairs.stream()
            .filter(pair -> Scope.includes(pair.truth().object()))
            .filter(pair -> coverage(pair.truth()) < WHOLE)
            .filter(pair -> pair.marked() != null)
            .toList();
    double error = mean(partly, pair -> Math.abs(coverage(marked(pair)) - coverage(pair.truth())));
    return new Limit(
        "5: of what is not covered whole the coverage is off by 5 % at most, in the mean",
        Double.isNaN(error) ? NOTHING : text("%.2f %%", error * 100),
        error <= MOST_COVERAGE_ERROR + ROUNDING);
  }

  /** What is not in an anonymized picture counts as covered whole, so that it is left out. */
  private static double coverage(Sight sight) {
    Double coverage = sight.coverage();
    return coverage == null ? 1 : coverage;
  }

  private static Limit outcomes(List<Marking> truth, List<Marking> marked) {
    return counts(
        "6: correct and missed ones are 0.98 to 1.02 of the true numbers",
        COUNT_RATIO,
        new String[] {"correct", "missed"},
        new double[][] {
          {outcomes(truth, true), outcomes(marked, true)},
          {outcomes(truth, false), outcomes(marked, false)}
        });
  }

  private static double outcomes(List<Marking> markings, boolean correct) {
    return scoped(markings.stream().filter(Marking::isAnonymized).toList()).stream()
        .filter(sight -> (coverage(sight) >= 0.5) == correct)
        .count();
  }

  private static Limit counts(String asks, double by, String[] names, double[][] numbers) {
    List<String> found = new ArrayList<>();
    boolean met = true;
    for (int i = 0; i < names.length; i++) {
      double truth = numbers[i][0];
      double marked = numbers[i][1];
      // Of none there must be none.
      met &= truth == 0 ? marked == 0 : isNear(marked / truth, by);
      found.add(text("%s %.0f of %.0f", names[i], marked, truth));
    }
    boolean any = numbers[0][0] + numbers[1][0] > 0;
    return new Limit(asks, any ? String.join(", ", found) : NOTHING, any && met);
  }

  private static Limit ratio(String asks, double ratio, double by) {
    return new Limit(asks, Double.isNaN(ratio) ? NOTHING : text("%.3f", ratio), isNear(ratio, by));
  }

  private static List<Pair> of(List<Pair> pairs, ObjectClass kind, double leastSidePx) {
    return pairs.stream()
        .filter(pair -> pair.truth().object().kind() == kind)
        .filter(pair -> pair.truth().object().smallerSidePx() >= leastSidePx - ROUNDING)
        .toList();
  }

  private static List<Pair> plates(List<Pair> pairs, Predicate<LabelledObject> sized) {
    return of(pairs, ObjectClass.PLATE, LEAST_PLATE_PX).stream()
        .filter(pair -> pair.marked() != null && sized.test(pair.truth().object()))
        .toList();
  }

  private static Sight marked(Pair pair) {
    Sight marked = pair.marked();
    if (marked == null) {
      throw new IllegalStateException("an object that nobody marked has no marked side");
    }
    return marked;
  }

  private static LabelledObject markedOf(Pair pair) {
    return marked(pair).object();
  }

  /** Returns the mean; not a number of none. */
  private static double mean(List<Pair> pairs, ToDoubleFunction<Pair> value) {
    return pairs.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  private static List<Limit> sample(List<Marking> truth) {
    return List.of(
        sample("un-anonymized", truth.stream().filter(each -> !each.isAnonymized()).toList()),
        sample("anonymized", truth.stream().filter(Marking::isAnonymized).toList()));
  }

  private static Limit sample(String name, List<Marking> part) {
    double faces = inScope(part, ObjectClass.FACE);
    double plates = inScope(part, ObjectClass.PLATE);
    return new Limit(
        "500 " + name + " pictures with 200 faces and 200 plates",
        text("%d with %.0f and %.0f", part.size(), faces, plates),
        part.size() >= LEAST_PICTURES && faces >= LEAST_OBJECTS && plates >= LEAST_OBJECTS);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
