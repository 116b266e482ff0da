package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.Evaluation.ClassScore;
import dev.breakwater.anonymizer.evaluate.Evaluation.SampleRule;
import dev.breakwater.anonymizer.evaluate.effect.Effect;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The result in words, for a reader who reads nothing else. */
final class Verdict {
  private Verdict() {}

  static Markup of(Evaluation evaluation, @Nullable Effect effect) {
    boolean failed =
        !evaluation.passes() || (effect != null && effect.outcome() == Effect.Outcome.FAILED);
    boolean proven =
        evaluation.isCertified() && effect != null && effect.outcome() == Effect.Outcome.PASSED;
    String style = failed ? "bad" : proven ? "good" : "open";
    Markup words =
        Markup.text(headline(failed, proven))
            .in("strong")
            .then(Markup.paragraph(rates(evaluation)))
            .then(Markup.paragraph(sample(evaluation)))
            .then(Markup.paragraph(effect(effect)));
    return words.in("div", "verdict " + style);
  }

  private static String headline(boolean failed, boolean proven) {
    if (failed) {
      return "Fails the test of anonymization.";
    }
    return proven
        ? "Passes all of the test that a program can make."
        : "Reaches the rates that were measured; the test is not complete.";
  }

  private static String rates(Evaluation evaluation) {
    var words = new StringBuilder();
    for (ClassScore score : evaluation.scores()) {
      words.append(words.isEmpty() ? "" : " ").append(sentence(score));
    }
    return words.isEmpty() ? "Nothing was scored." : words.toString();
  }

  private static String sentence(ClassScore score) {
    String name = score.kind().name().toLowerCase(Locale.ROOT);
    if (score.detection().isEmpty()) {
      return "No " + name + " in scope was in the pictures.";
    }
    double percent = 100 * score.detection().value();
    return String.format(
        Locale.ROOT,
        "Of %d %ss in scope %d are covered, %.1f %%: %s.",
        score.detection().all(),
        name,
        score.detection().hits(),
        percent,
        score.passes() ? "enough" : "less than the 90 % that are asked");
  }

  private static String sample(Evaluation evaluation) {
    long broken = evaluation.rules().stream().filter(rule -> !rule.met()).count();
    if (evaluation.rules().isEmpty()) {
      return "The sample was not compared with B.4 and B.5.";
    }
    if (broken == 0) {
      return "The sample is what B.4 and B.5 ask for.";
    }
    return "The sample breaks "
        + broken
        + " of the "
        + evaluation.rules().size()
        + " rules of B.4 and B.5: "
        + String.join(
            "; ",
            evaluation.rules().stream().filter(rule -> !rule.met()).map(SampleRule::asks).toList())
        + ".";
  }

  private static String effect(@Nullable Effect effect) {
    if (effect == null) {
      return "Whether what is covered can still be recognized (B.6) was not asked.";
    }
    return switch (effect.outcome()) {
      case PASSED -> "Nothing that is covered is recognized any more (B.6).";
      case FAILED ->
          "Covered objects are still recognized, "
              + effect.hits().size()
              + " times; B.6 allows none.";
      case UNPROVEN ->
          "Nothing that is covered was recognized, but there were too few readers that can"
              + " recognize it uncovered, or one gave no answer (B.6 asks for two of each class).";
    };
  }

  /** Returns a word that says, and by its colour shows, whether something is as it should be. */
  static Markup mark(boolean good, String yes, String no) {
    return Markup.text(good ? yes : no).in("span", good ? "good" : "bad");
  }
}
