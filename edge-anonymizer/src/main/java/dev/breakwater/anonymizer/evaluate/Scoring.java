package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Evaluation.ClassScore;
import dev.breakwater.anonymizer.evaluate.Evaluation.PassChance;
import dev.breakwater.anonymizer.evaluate.Evaluation.WithheldPicture;
import dev.breakwater.anonymizer.evaluate.ScoredObject.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The test of anonymization after GB/T 44464-2024 Annex B and C, step by step. */
public final class Scoring {
  /** Sizes of the tests whose chances are told: the least that B.4 allows, and one safer. */
  static final List<Integer> TEST_SIZES = List.of(200, 500);

  private Scoring() {}

  /**
   * Scores pictures and frames; of a video, frames at most every two seconds (B.5).
   *
   * @param pictures all that were labelled, withheld ones included
   * @param sensors that the manufacturer lists (B.1); those of the labels if empty
   * @param exceptions real objects that the labels lack
   */
  public static Evaluation of(
      List<MaskedPicture> pictures, Set<String> sensors, Exceptions exceptions) {
    List<Judged> all = pictures.stream().map(each -> Judged.of(each, exceptions)).toList();
    List<Judged> picked = FramePicking.pick(all);
    return new Evaluation(
        picked.size(),
        Arrays.stream(ObjectClass.values()).map(kind -> score(picked, kind)).toList(),
        Buckets.of(picked),
        Tracks.of(all),
        SampleRules.of(picked, sensors),
        withheld(picked),
        Arrays.stream(ObjectClass.values()).flatMap(kind -> inScope(picked, kind)).toList(),
        picked.stream().flatMap(each -> each.falseMasks().stream()).toList());
  }

  private static ClassScore score(List<Judged> picked, ObjectClass kind) {
    List<ScoredObject> objects = inScope(picked, kind).toList();
    Rate detection = detection(objects);
    return new ClassScore(
        kind,
        detection,
        objects.stream().filter(each -> each.outcome() == Outcome.WITHHELD).count(),
        falseDetection(picked, kind),
        detection.isEmpty() ? List.of() : chances(detection));
  }

  private static Stream<ScoredObject> inScope(List<Judged> picked, ObjectClass kind) {
    return picked.stream().flatMap(each -> each.inScope(kind).stream());
  }

  /** R_d = N_a / (N_a + N_m), B.5.3, with what was withheld in the whole and not in the hits. */
  static Rate detection(List<ScoredObject> objects) {
    long correct = objects.stream().filter(each -> each.outcome() == Outcome.CORRECT).count();
    return new Rate(correct, objects.size());
  }

  /** F of Annex C: masks on nothing of their class, of all masks of the class. */
  static Rate falseDetection(List<Judged> pictures, ObjectClass kind) {
    ToLongFunction<Judged> masks = each -> each.masked().masks(kind).size();
    return new Rate(
        pictures.stream().mapToLong(each -> each.falseMasks(kind)).sum(),
        pictures.stream().mapToLong(masks).sum());
  }

  private static List<PassChance> chances(Rate rate) {
    return TEST_SIZES.stream()
        .map(
            objects ->
                new PassChance(
                    objects,
                    Binomial.passChance(objects, rate.value()),
                    Binomial.passChance(objects, rate.lower())))
        .toList();
  }

  private static List<WithheldPicture> withheld(List<Judged> picked) {
    return picked.stream().flatMap(each -> withheld(each).stream()).toList();
  }

  private static Optional<WithheldPicture> withheld(Judged judged) {
    return Optional.ofNullable(judged.masked().withheld())
        .map(
            reason ->
                new WithheldPicture(
                    judged.picture().file(),
                    judged.picture().frame(),
                    reason,
                    (int)
                        judged.objects().stream()
                            .filter(each -> Scope.includes(each.object()))
                            .count()));
  }
}
