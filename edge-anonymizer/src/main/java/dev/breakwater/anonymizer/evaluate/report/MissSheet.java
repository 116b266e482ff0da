package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.ScoredObject;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.Scaler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contact sheet of missed objects, each in what lies around it, itself covered: where misses
 * are shows, who they are does not. It is part of {@link HtmlReport}.
 */
public final class MissSheet {
  /** Snippets in a sheet; more are counted, not shown. */
  public static final int MAX_SNIPPETS = 300;

  private final int misses;
  private final List<Snippet> snippets;

  private MissSheet(int misses, List<Snippet> snippets) {
    this.misses = misses;
    this.snippets = snippets;
  }

  /** Where the pictures come from. */
  public interface Pictures {
    /**
     * Returns a picture as it was sent, which the caller closes; empty if it cannot be had any
     * more, or is damaged.
     *
     * @throws IOException if it cannot be read; the sheet is not made
     */
    Optional<Frame> sent(LabelledPicture picture) throws IOException;
  }

  /**
   * Makes the sheet.
   *
   * @param misses {@link dev.breakwater.anonymizer.evaluate.Evaluation#misses}
   * @param labels pictures with all their objects; a miss in none of them is left out
   */
  public static MissSheet of(
      List<ScoredObject> misses, List<LabelledPicture> labels, Pictures pictures)
      throws IOException {
    return new MissSheet(misses.size(), snippets(misses, labels, covered(pictures)));
  }

  private static Pictures covered(Pictures pictures) {
    return picture -> {
      Optional<Frame> sent = pictures.sent(picture);
      sent.ifPresent(frame -> Snippet.cover(frame, picture));
      return sent;
    };
  }

  static List<Snippet> snippets(
      List<ScoredObject> misses, List<LabelledPicture> labels, Pictures pictures)
      throws IOException {
    Map<String, LabelledPicture> byName = new TreeMap<>();
    labels.forEach(picture -> byName.put(key(picture.file(), picture.frame()), picture));
    Map<String, List<ScoredObject>> byPicture = new TreeMap<>();
    misses.stream()
        .limit(MAX_SNIPPETS)
        .filter(miss -> byName.containsKey(key(miss.file(), miss.frame())))
        .forEach(
            miss ->
                byPicture
                    .computeIfAbsent(key(miss.file(), miss.frame()), name -> new ArrayList<>())
                    .add(miss));
    List<Snippet> snippets = new ArrayList<>();
    try (Scaler scaler = new Scaler()) {
      for (var entry : byPicture.entrySet()) {
        LabelledPicture picture = byName.get(entry.getKey());
        Optional<Frame> sent = picture == null ? Optional.empty() : pictures.sent(picture);
        if (sent.isPresent()) {
          try (Frame frame = sent.get()) {
            entry.getValue().forEach(miss -> snippets.add(Snippet.of(frame, miss, scaler)));
          }
        }
      }
    }
    return snippets;
  }

  private static String key(String file, long frame) {
    return String.format("%s\0%019d", file, frame);
  }

  Markup section() {
    String words =
        misses == 0
            ? "Nothing in scope was missed."
            : snippets.size()
                + " of "
                + misses
                + " missed objects, in the pictures as sent. Every labelled object is covered here;"
                + " what nobody labelled is not.";
    return Markup.section("Missed objects", Markup.paragraph(words), sheet(snippets));
  }

  static Markup sheet(List<Snippet> snippets) {
    return Markup.join(snippets.stream().map(Snippet::figure).toList()).in("div", "sheet");
  }
}
