package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.Evaluation.Bucket;
import dev.breakwater.anonymizer.evaluate.Evaluation.ClassScore;
import dev.breakwater.anonymizer.evaluate.Evaluation.Division;
import dev.breakwater.anonymizer.evaluate.Evaluation.PassChance;
import java.util.Arrays;
import java.util.List;

/** How many objects are covered, and how many masks cover nothing. */
final class RateSections {
  /** The most false masks of a class, GB/T 44464-2024 5.6.2: a recommendation ("should"). */
  private static final double MOST_FALSE = 0.1;

  private static final double PERCENT = 100;

  private RateSections() {}

  static Markup rates(Evaluation evaluation) {
    List<List<Markup>> rows = evaluation.scores().stream().map(RateSections::row).toList();
    return Markup.section(
        "Detection rate (B.5.3)",
        Markup.paragraph(
            "Objects in scope of which masks cover half or more, of all objects in scope. Those in"
                + " withheld pictures count as not covered. In brackets the Wilson interval of the"
                + " true rate at 95 %; the line on the bar is the least rate, 90 %."),
        Markup.table(List.of("class", "", "covered", "of all, in withheld pictures", ""), rows));
  }

  private static List<Markup> row(ClassScore score) {
    return List.of(
        Markup.text(name(score.kind())),
        RateBar.of(score.detection(), Evaluation.LEAST_RATE),
        RateBar.words(score.detection()),
        Markup.text("%d", score.withheld()),
        score.detection().isEmpty()
            ? Markup.text("not measured").in("span", "open")
            : Verdict.mark(score.passes(), "reaches 90 %", "below 90 %"));
  }

  static Markup falseMasks(Evaluation evaluation) {
    List<List<Markup>> rows =
        evaluation.scores().stream()
            .map(
                score ->
                    List.of(
                        Markup.text(name(score.kind())),
                        RateBar.of(score.falseDetection(), MOST_FALSE),
                        RateBar.words(score.falseDetection())))
            .toList();
    return Markup.section(
        "False masks (Annex C)",
        Markup.paragraph(
            "Masks that touch no object of their class, of all masks of the class. Annex C is"
                + " informative and asks for 10 % at most. An object that nobody labelled makes a"
                + " right mask read as a false one, unless a list of exceptions names it: "
                + evaluation.exceptions()
                + " masks are excepted and not counted."),
        Markup.table(List.of("class", "", "false"), rows),
        places(evaluation));
  }

  private static Markup places(Evaluation evaluation) {
    List<List<Markup>> rows =
        evaluation.falseMasks().stream()
            .map(
                mask ->
                    List.of(
                        Markup.text(name(mask.mask().kind())),
                        Lists.place(mask.file(), mask.frame()),
                        Lists.around(mask.mask().corners()),
                        Markup.text(mask.exception() == null ? "" : mask.exception())))
            .toList();
    return Lists.folded(
        "Where they are", List.of("class", "picture", "pixels", "excepted, because"), rows);
  }

  static Markup chances(Evaluation evaluation) {
    List<List<Markup>> rows =
        evaluation.scores().stream()
            .flatMap(
                score -> score.passChances().stream().map(chance -> chance(score.kind(), chance)))
            .toList();
    return rows.isEmpty()
        ? Markup.NOTHING
        : Markup.section(
            "Chance of passing a test",
            Markup.paragraph(
                "How likely 90 % of so many objects are covered in a new test, if each object is"
                    + " a case of its own. Objects in one street look alike, so a real test varies"
                    + " more."),
            Markup.table(
                List.of("class", "objects", "at the measured rate", "at its lower end"), rows));
  }

  private static List<Markup> chance(ObjectClass kind, PassChance chance) {
    return List.of(
        Markup.text(name(kind)),
        Markup.text("%d", chance.objects()),
        Markup.text("%.1f %%", chance.atRate() * PERCENT),
        Markup.text("%.1f %%", chance.atLowerBound() * PERCENT));
  }

  static Markup buckets(Evaluation evaluation) {
    List<Markup> tables =
        Arrays.stream(Division.values())
            .map(by -> table(by, evaluation.buckets().stream().filter(b -> b.by() == by).toList()))
            .toList();
    return evaluation.buckets().isEmpty()
        ? Markup.NOTHING
        : Markup.section("The same objects, divided", Markup.join(tables));
  }

  private static Markup table(Division by, List<Bucket> buckets) {
    if (buckets.isEmpty()) {
      return Markup.NOTHING;
    }
    List<List<Markup>> rows =
        buckets.stream()
            .map(
                bucket ->
                    List.of(
                        Markup.text(name(bucket.kind())),
                        Markup.text(bucket.name()),
                        RateBar.of(bucket.detection(), Evaluation.LEAST_RATE),
                        RateBar.words(bucket.detection()),
                        RateBar.words(bucket.falseDetection())))
            .toList();
    return Markup.text(title(by))
        .in("h3")
        .then(Markup.table(List.of("class", "part", "", "covered", "false masks"), rows));
  }

  private static String title(Division by) {
    return switch (by) {
      case SET -> "By set (folder)";
      case SIZE -> "By smaller side, pixels";
      case LIGHT -> "By light (mean luma of the picture)";
      case PLATE_KIND -> "By kind of plate";
    };
  }

  static String name(ObjectClass kind) {
    return switch (kind) {
      case FACE -> "faces";
      case PLATE -> "plates";
    };
  }
}
