package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Evaluation.FalseMask;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture whose objects and masks have been compared: GB/T 44464-2024 B.5.3 and Annex C.
 *
 * @param objects all that are scored at some size, those below scope too
 * @param falseMasks masks that touch no object of their class, in scope or not
 */
record Judged(MaskedPicture masked, List<ScoredObject> objects, List<FalseMask> falseMasks) {
  /** From this share on an object is covered, B.5.3. */
  static final double LEAST_COVERAGE = 0.5;

  Judged {
    objects = List.copyOf(objects);
    falseMasks = List.copyOf(falseMasks);
  }

  static Judged of(MaskedPicture masked, Exceptions exceptions) {
    LabelledPicture picture = masked.picture();
    List<ScoredObject> objects = new ArrayList<>();
    List<FalseMask> falseMasks = new ArrayList<>();
    for (ObjectClass kind : ObjectClass.values()) {
      List<MaskedArea> masks = masked.masks(kind);
      picture.objects(kind).stream()
          .filter(Scope::isScored)
          .forEach(object -> objects.add(score(masked, object, masks)));
      masks.stream()
          .filter(mask -> isFalse(mask, picture.objects(kind)))
          .map(mask -> falseMask(picture, mask, exceptions))
          .forEach(falseMasks::add);
    }
    return new Judged(masked, objects, falseMasks);
  }

  private static FalseMask falseMask(
      LabelledPicture picture, MaskedArea mask, Exceptions exceptions) {
    return new FalseMask(picture.file(), picture.frame(), mask, exceptions.of(picture, mask));
  }

  private static ScoredObject score(
      MaskedPicture masked, LabelledObject object, List<MaskedArea> masks) {
    LabelledPicture picture = masked.picture();
    double coverage = Coverage.share(object, masks);
    return new ScoredObject(
        picture.file(), picture.frame(), object, coverage, outcome(masked, coverage));
  }

  private static ScoredObject.Outcome outcome(MaskedPicture masked, double coverage) {
    if (masked.withheld() != null) {
      return ScoredObject.Outcome.WITHHELD;
    }
    return coverage >= LEAST_COVERAGE ? ScoredObject.Outcome.CORRECT : ScoredObject.Outcome.MISSED;
  }

  /** Annex C: what is ignored or out of scope is still an object of the class. */
  private static boolean isFalse(MaskedArea mask, List<LabelledObject> objects) {
    return objects.stream().noneMatch(object -> Coverage.touches(mask, object));
  }

  LabelledPicture picture() {
    return masked.picture();
  }

  /** Returns the objects in scope of a class. */
  List<ScoredObject> inScope(ObjectClass kind) {
    return objects.stream()
        .filter(each -> each.object().kind() == kind && Scope.includes(each.object()))
        .toList();
  }

  boolean hasObjectInScope() {
    return objects.stream().anyMatch(each -> Scope.includes(each.object()));
  }

  /** Returns how many masks of a class are on nothing, those on excepted objects aside. */
  long falseMasks(ObjectClass kind) {
    return falseMasks.stream()
        .filter(each -> each.mask().kind() == kind && each.exception() == null)
        .count();
  }
}
