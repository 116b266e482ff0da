package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.effect.Effect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what is covered can still be recognized. */
final class EffectSection {
  private EffectSection() {}

  static Markup of(@Nullable Effect effect) {
    if (effect == null) {
      return Markup.NOTHING;
    }
    return Markup.section(
        "Effect (B.6)",
        Markup.paragraph(
            "Each reader is asked about each covered object twice: in the picture as taken and in"
                + " the picture as sent. One that recognizes nothing in the first shows nothing by"
                + " recognizing nothing in the second. B.6 asks for two readers of each class, and"
                + " allows no hit."),
        Markup.table(
            List.of("class", "reader", "asked", "recognized as taken", "recognized as sent", ""),
            effect.readers().stream().map(EffectSection::row).toList()),
        outcomes(effect),
        hits(effect),
        unanswered(effect));
  }

  private static List<Markup> row(Effect.Tally tally) {
    Markup judged =
        tally.isEvidence() || tally.after() > 0
            ? Verdict.mark(tally.after() == 0, "no hit", "recognizes covered objects")
            : Markup.text("no evidence").in("span", "open");
    return List.of(
        Markup.text(RateSections.name(tally.kind())),
        Markup.text(tally.reader()),
        Markup.text("%d", tally.asked()),
        Markup.text("%d", tally.before()),
        Markup.text("%d", tally.after()),
        judged);
  }

  private static Markup outcomes(Effect effect) {
    Markup words = Markup.NOTHING;
    for (ObjectClass kind : ObjectClass.values()) {
      String said =
          switch (effect.outcome(kind)) {
            case PASSED -> "passed.";
            case FAILED -> "failed.";
            case UNPROVEN -> "not proven: " + effect.evidence(kind) + " of 2 readers that work.";
          };
      words = words.then(Markup.paragraph("Effect on " + RateSections.name(kind) + ": " + said));
    }
    return words;
  }

  private static Markup hits(Effect effect) {
    List<List<Markup>> rows =
        effect.hits().stream()
            .map(
                hit ->
                    List.of(
                        Markup.text(RateSections.name(hit.kind())),
                        Lists.place(hit.picture(), 0),
                        Lists.box(hit.box()),
                        Markup.text(hit.reader())))
            .toList();
    return Lists.folded("Still recognized", List.of("class", "picture", "pixels", "by"), rows);
  }

  private static Markup unanswered(Effect effect) {
    List<List<Markup>> rows =
        effect.unanswered().stream()
            .map(
                open ->
                    List.of(
                        Markup.text(RateSections.name(open.kind())),
                        Lists.place(open.picture(), 0),
                        Markup.text(open.reader()),
                        Markup.text(open.reason())))
            .toList();
    return Lists.folded("No answer", List.of("class", "picture", "reader", "reason"), rows);
  }
}
