package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.ScoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The contact sheet of missed objects as they were sent, for whoever finds out why they were
 * missed. It shows readable faces and plates: it is a file of its own that only its owner may read,
 * it is no {@link MissSheet}, so no report can hold it, and nothing that is handed on may.
 */
public final class RevealedMisses {
  private RevealedMisses() {}

  /**
   * Writes the sheet with mode 0600, whole or not at all; an earlier one is replaced.
   *
   * @param labels pictures with all their objects; a miss in none of them is left out
   */
  public static void write(
      Path file,
      List<ScoredObject> misses,
      List<LabelledPicture> labels,
      MissSheet.Pictures pictures)
      throws IOException {
    List<Snippet> snippets = MissSheet.snippets(misses, labels, pictures);
    Markup warning =
        Markup.text("This page shows personal information. Do not hand it on; delete it after use.")
            .in("strong")
            .in("div", "verdict bad");
    Markup words =
        Markup.paragraph(snippets.size() + " of " + misses.size() + " missed objects, as sent.");
    Page.write(
        file,
        Page.of("Missed objects", List.of(warning, words, MissSheet.sheet(snippets))),
        Page.Readers.OWNER);
  }
}
