package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.evaluate.Evaluation;
import dev.breakwater.anonymizer.evaluate.effect.Effect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page about one test: a file that asks no host for anything, runs no script, follows the
 * reader's choice of light or dark and can be printed.
 */
public final class HtmlReport {
  private final Subject subject;
  private final Evaluation evaluation;
  private final @Nullable Effect effect;
  private final Optional<MissSheet> misses;

  /**
   * @param effect empty if covered objects were not shown to readers; the page then says so
   * @param misses the contact sheet; empty if the pictures cannot be had
   */
  public HtmlReport(
      Subject subject, Evaluation evaluation, Optional<Effect> effect, Optional<MissSheet> misses) {
    this.subject = subject;
    this.evaluation = evaluation;
    this.effect = effect.orElse(null);
    this.misses = misses;
  }

  /** Writes the page, whole or not at all; an earlier one is replaced. */
  public void write(Path file) throws IOException {
    Page.write(file, html(), Page.Readers.ALL);
  }

  String html() {
    return Page.of(
        subject.title(),
        List.of(
            Verdict.of(evaluation, effect),
            facts(),
            RateSections.rates(evaluation),
            RateSections.chances(evaluation),
            RateSections.buckets(evaluation),
            RateSections.falseMasks(evaluation),
            EffectSection.of(effect),
            SampleSections.rules(evaluation),
            SampleSections.withheld(evaluation),
            SampleSections.tracks(evaluation),
            misses.map(MissSheet::section).orElse(Markup.NOTHING),
            Gaps.of(evaluation, effect, subject.notMeasured())));
  }

  private Markup facts() {
    List<List<Markup>> rows =
        subject.facts().stream()
            .map(fact -> List.of(Markup.text(fact.name()), Markup.text(fact.value())))
            .toList();
    Markup pictures = Markup.text("%d pictures and frames were scored.", evaluation.pictures());
    return Markup.section("What was tested", pictures.in("p"), Markup.table(List.of("", ""), rows));
  }
}
