package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.Evaluation.Bucket;
import dev.breakwater.anonymizer.evaluate.Evaluation.Division;
import dev.breakwater.anonymizer.evaluate.effect.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the standard asks for, or a reader may take for granted, and this test did not measure. */
final class Gaps {
  private static final String PEOPLE =
      "100 pictures looked at by people, whether eyes, nose and mouth or a plate can be made out"
          + " (B.6): that is for people.";
  private static final String TEAM =
      "Whether the labels are right: qualify the team with `breakwater certify labels` (B.2.4).";
  private static final String TRACKS =
      "Leaks along tracks: no label names the same object in several frames.";
  private static final String EFFECT = "Effect (B.6): covered objects were not shown to readers.";

  private Gaps() {}

  static Markup of(Evaluation evaluation, @Nullable Effect effect, List<String> more) {
    List<String> gaps = new ArrayList<>(more);
    evaluation.scores().stream()
        .filter(score -> score.detection().isEmpty())
        .forEach(
            score -> gaps.add("Detection rate of " + RateSections.name(score.kind()) + ": none."));
    gaps.addAll(undivided(evaluation.buckets()));
    if (evaluation.tracks().isEmpty()) {
      gaps.add(TRACKS);
    }
    if (effect == null) {
      gaps.add(EFFECT);
    } else {
      gaps.addAll(effect.absent());
    }
    gaps.add(PEOPLE);
    gaps.add(TEAM);
    return Markup.section(
        "What was not measured",
        Markup.join(gaps.stream().map(gap -> Markup.text(gap).in("li")).toList()).in("ul"));
  }

  private static List<String> undivided(List<Bucket> buckets) {
    return Arrays.stream(Division.values())
        .filter(by -> buckets.stream().noneMatch(bucket -> bucket.by() == by))
        .map(by -> "Rates by " + name(by) + ": the labels or pictures do not say it.")
        .toList();
  }

  private static String name(Division by) {
    return switch (by) {
      case SET -> "set";
      case SIZE -> "size";
      case LIGHT -> "light";
      case PLATE_KIND -> "kind of plate";
    };
  }
}
