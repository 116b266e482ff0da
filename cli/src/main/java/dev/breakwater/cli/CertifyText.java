package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.Evaluation.Division;
import dev.breakwater.anonymizer.evaluate.Rate;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation for reading in a terminal. */
final class CertifyText {
  /** Annex C: at most one mask in ten should be on nothing. */
  private static final double MOST_FALSE = 0.1;

  private static final int MOST_WITHHELD_TOLD = 20;

  private final Evaluation evaluation;
  private final PrintWriter out;

  CertifyText(Evaluation evaluation, PrintWriter out) {
    this.evaluation = evaluation;
    this.out = out;
  }

  void print() {
    line("%d pictures and frames scored, %d withheld", evaluation.pictures(), withheld());
    evaluation.scores().forEach(this::print);
    if (evaluation.exceptions() > 0) {
      line("masks on real objects without a label, not counted: %d", evaluation.exceptions());
    }
    for (Division by : Division.values()) {
      print(by);
    }
    evaluation
        .tracks()
        .forEach(
            track ->
                line(
                    "%s tracks readable in a frame: %s; longest run %d frames",
                    name(track.kind()), text(track.leaked()), track.longestRunFrames()));
    evaluation.withheld().stream()
        .limit(MOST_WITHHELD_TOLD)
        .forEach(
            each ->
                line(
                    "withheld: %s, frame %d, %d objects in scope: %s",
                    each.file(), each.frame(), each.objects(), each.reason()));
    line("the sample:");
    evaluation
        .rules()
        .forEach(
            rule ->
                line(
                    "  %-3s %s %s: %s",
                    rule.met() ? "met" : "NOT", rule.clause(), rule.asks(), rule.found()));
    verdict().forEach(this::line);
    out.flush();
  }

  private int withheld() {
    return evaluation.withheld().size();
  }

  private void print(Evaluation.ClassScore score) {
    String name = name(score.kind());
    if (score.detection().isEmpty()) {
      line("%s: none in scope", name);
    } else {
      line(
          "%s covered: %s%s",
          name,
          text(score.detection()),
          score.withheld() == 0 ? "" : ", " + score.withheld() + " of them withheld");
      score
          .passChances()
          .forEach(
              chance ->
                  line(
                      "  a test with %d is passed with probability %.2f, at the lower bound %.2f",
                      chance.objects(), chance.atRate(), chance.atLowerBound()));
    }
    if (!score.falseDetection().isEmpty()) {
      line(
          "  masks on no %s: %s%s",
          score.kind().name().toLowerCase(Locale.ROOT),
          text(score.falseDetection()),
          score.falseDetection().value() > MOST_FALSE ? "; should be at most 10 %" : "");
    }
  }

  private void print(Division by) {
    List<Evaluation.Bucket> buckets =
        evaluation.buckets().stream().filter(bucket -> bucket.by() == by).toList();
    if (buckets.stream().map(Evaluation.Bucket::name).distinct().count() < 2) {
      return;
    }
    line("by %s:", by.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    for (Evaluation.Bucket bucket : buckets) {
      List<String> parts = new ArrayList<>();
      if (!bucket.detection().isEmpty()) {
        parts.add("covered " + text(bucket.detection()));
      }
      if (!bucket.falseDetection().isEmpty()) {
        parts.add("masks on nothing " + text(bucket.falseDetection()));
      }
      line("  %s, %s: %s", bucket.name(), name(bucket.kind()), String.join("; ", parts));
    }
  }

  /** Says whether it passes, and what is missing. */
  private List<String> verdict() {
    List<String> lines = new ArrayList<>();
    for (Evaluation.ClassScore score : evaluation.scores()) {
      String name = name(score.kind());
      if (score.detection().isEmpty()) {
        lines.add(name + ": not tested");
      } else if (!score.passes()) {
        lines.add(name + ": below 90 %");
      }
    }
    if (evaluation.rules().stream().anyMatch(rule -> !rule.met())) {
      lines.add("the sample is not one that B.3 to B.5 ask for: this is no certificate");
    }
    lines.add(evaluation.passes() ? "PASSES" : "DOES NOT PASS");
    return lines;
  }

  private static String name(ObjectClass kind) {
    return switch (kind) {
      case FACE -> "faces";
      case PLATE -> "plates";
    };
  }

  private static String text(Rate rate) {
    return String.format(
        Locale.ROOT,
        "%d of %d = %.3f (%.3f to %.3f)",
        rate.hits(),
        rate.all(),
        rate.value(),
        rate.lower(),
        rate.upper());
  }

  private void line(String text) {
    out.println(text);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
