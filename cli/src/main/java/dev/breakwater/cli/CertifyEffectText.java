package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.effect.Effect;
import java.io.PrintWriter;
import java.util.Locale;

/** The effect check for reading in a terminal. */
final class CertifyEffectText {
  private static final int MOST_HITS_TOLD = 20;

  private CertifyEffectText() {}

  static void print(Effect effect, PrintWriter out) {
    out.println("effect on what is covered (B.6):");
    for (Effect.Tally tally : effect.readers()) {
      out.printf(
          Locale.ROOT,
          "  %s, %s: of %d recognizes %d as taken, %d as sent%n",
          name(tally.kind()),
          tally.reader(),
          tally.asked(),
          tally.before(),
          tally.after());
    }
    effect.hits().stream()
        .limit(MOST_HITS_TOLD)
        .forEach(hit -> out.printf("  still recognized: %s, by %s%n", hit.picture(), hit.reader()));
    if (!effect.unanswered().isEmpty()) {
      out.printf("  no answer: %d times%n", effect.unanswered().size());
    }
    effect.absent().forEach(absent -> out.println("  " + absent));
    out.println("  " + outcome(effect));
    out.flush();
  }

  /** Returns what the check says of each class. */
  static String outcome(Effect effect) {
    return "faces "
        + word(effect, ObjectClass.FACE)
        + ", plates "
        + word(effect, ObjectClass.PLATE);
  }

  private static String word(Effect effect, ObjectClass kind) {
    return effect.outcome(kind).name().toLowerCase(Locale.ROOT);
  }

  private static String name(ObjectClass kind) {
    return kind.name().toLowerCase(Locale.ROOT) + "s";
  }
}
