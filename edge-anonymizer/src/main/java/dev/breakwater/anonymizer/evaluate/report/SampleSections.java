package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.evaluate.Evaluation;
import java.util.List;

/** What was looked at: the sample's rules, what did not leave, and followed objects. */
final class SampleSections {
  private SampleSections() {}

  static Markup rules(Evaluation evaluation) {
    List<List<Markup>> rows =
        evaluation.rules().stream()
            .map(
                rule ->
                    List.of(
                        Markup.text(rule.clause()),
                        Markup.text(rule.asks()),
                        Markup.text(rule.found()),
                        Verdict.mark(rule.met(), "met", "not met")))
            .toList();
    return rows.isEmpty()
        ? Markup.NOTHING
        : Markup.section(
            "The sample (B.4, B.5)", Markup.table(List.of("clause", "asks", "found", ""), rows));
  }

  static Markup withheld(Evaluation evaluation) {
    List<List<Markup>> rows =
        evaluation.withheld().stream()
            .map(
                picture ->
                    List.of(
                        Lists.place(picture.file(), picture.frame()),
                        Markup.text(picture.reason()),
                        Markup.text("%d", picture.objects())))
            .toList();
    String words =
        rows.isEmpty()
            ? "Every picture left."
            : "Pictures that did not leave show nothing, but they are not what the car promises"
                + " to send: their objects are in the rates above, as not covered.";
    return Markup.section(
        "Withheld pictures",
        Markup.paragraph(words),
        Lists.folded("Which they are", List.of("picture", "reason", "objects in scope"), rows));
  }

  static Markup tracks(Evaluation evaluation) {
    List<List<Markup>> rows =
        evaluation.tracks().stream()
            .map(
                track ->
                    List.of(
                        Markup.text(RateSections.name(track.kind())),
                        RateBar.words(track.leaked()),
                        Markup.text("%d", track.longestRunFrames())))
            .toList();
    return rows.isEmpty()
        ? Markup.NOTHING
        : Markup.section(
            "Leaks along tracks",
            Markup.paragraph(
                "Followed objects that were readable in at least one frame of a video. The"
                    + " standard counts single pictures; whoever has a video needs only one of"
                    + " its frames."),
            Markup.table(List.of("class", "leaked", "longest run, frames"), rows));
  }
}
