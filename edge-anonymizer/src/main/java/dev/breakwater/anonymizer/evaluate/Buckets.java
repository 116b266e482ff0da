package dev.breakwater.anonymizer.evaluate;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Evaluation.Bucket;
import dev.breakwater.anonymizer.evaluate.Evaluation.Division;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Divides the objects and masks of pictures, to show where the rates come from. */
final class Buckets {
  /** Lower ends of the sizes, pixels of the smaller side; faces in the first are out of scope. */
  private static final List<Integer> SIZES_PX = List.of(16, 32, 64);

  /** Below this mean luma a picture is dark: street lamps and headlights only. */
  private static final double DARK = 50;

  /** From this mean luma on a picture is bright: daylight. */
  private static final double BRIGHT = 90;

  private static final String NOT_SAID = "not said";
  private static final Rate NOTHING = new Rate(0, 0);

  private Buckets() {}

  /** Returns the buckets that hold anything. */
  static List<Bucket> of(List<Judged> pictures) {
    List<Bucket> buckets = new ArrayList<>();
    for (ObjectClass kind : ObjectClass.values()) {
      byPicture(Division.SET, kind, pictures, each -> each.picture().set(), buckets);
      bySize(kind, pictures, buckets);
      byPicture(Division.LIGHT, kind, pictures, Buckets::light, buckets);
    }
    byPlateKind(pictures, buckets);
    return buckets;
  }

  private static void byPicture(
      Division by,
      ObjectClass kind,
      List<Judged> pictures,
      Function<Judged, String> name,
      List<Bucket> into) {
    Map<String, List<Judged>> parts = new TreeMap<>();
    for (Judged each : pictures) {
      parts.computeIfAbsent(name.apply(each), part -> new ArrayList<>()).add(each);
    }
    parts.forEach(
        (part, judged) ->
            add(
                new Bucket(
                    by,
                    part,
                    kind,
                    Scoring.detection(
                        judged.stream().flatMap(each -> each.inScope(kind).stream()).toList()),
                    Scoring.falseDetection(judged, kind)),
                into));
  }

  private static void add(Bucket bucket, List<Bucket> into) {
    if (!bucket.detection().isEmpty() || !bucket.falseDetection().isEmpty()) {
      into.add(bucket);
    }
  }

  private static String light(Judged judged) {
    Double luma = judged.masked().meanLuma();
    if (luma == null) {
      return "not seen";
    }
    return luma < DARK ? "dark" : luma < BRIGHT ? "dim" : "bright";
  }

  /** By size also what is too small to be in scope: that is where objects begin to be lost. */
  private static void bySize(ObjectClass kind, List<Judged> pictures, List<Bucket> into) {
    for (int i = 0; i < SIZES_PX.size(); i++) {
      int from = SIZES_PX.get(i);
      boolean last = i + 1 == SIZES_PX.size();
      double to = last ? Double.POSITIVE_INFINITY : SIZES_PX.get(i + 1);
      List<ScoredObject> objects =
          pictures.stream()
              .flatMap(each -> each.objects().stream())
              .filter(each -> each.object().kind() == kind)
              .filter(each -> Scope.isAtLeast(each.object(), from))
              .filter(each -> !Scope.isAtLeast(each.object(), to))
              .toList();
      String name = last ? "from " + from + " px" : from + " to " + (int) to + " px";
      add(new Bucket(Division.SIZE, name, kind, Scoring.detection(objects), NOTHING), into);
    }
  }

  private static void byPlateKind(List<Judged> pictures, List<Bucket> into) {
    Map<String, List<ScoredObject>> kinds = new TreeMap<>();
    for (Judged each : pictures) {
      for (ScoredObject plate : each.inScope(ObjectClass.PLATE)) {
        String kind = plate.object().plateKind();
        kinds.computeIfAbsent(kind == null ? NOT_SAID : kind, name -> new ArrayList<>()).add(plate);
      }
    }
    kinds.forEach(
        (name, plates) ->
            into.add(
                new Bucket(
                    Division.PLATE_KIND,
                    name,
                    ObjectClass.PLATE,
                    Scoring.detection(plates),
                    NOTHING)));
  }
}
