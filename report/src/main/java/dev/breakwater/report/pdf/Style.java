package dev.breakwater.report.pdf;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How letters are set.
 *
 * @param size in points
 * @param locale by whose rules lines are broken
 */
record Style(Typeface typeface, float size, boolean isBold, Locale locale) {
  private static final float LEADING = 1.45f;

  /** Returns the height of a line, in points. */
  float leading() {
    return size * LEADING;
  }

  Style bold() {
    return new Style(typeface, size, true, locale);
  }

  Style sized(float other) {
    return new Style(typeface, other, isBold, locale);
  }

  float width(String text) {
    return typeface.width(text, size, isBold);
  }

  /**
   * Breaks a text into lines as the language does (Unicode line breaking of the JDK).
   *
   * @param width that no line exceeds, in points; a longer word is broken anywhere
   */
  List<String> lines(String text, float width) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(paragraph -> addLines(paragraph, width, lines));
    return lines.isEmpty() ? List.of("") : lines;
  }

  private void addLines(String paragraph, float width, List<String> lines) {
    BreakIterator breaks = BreakIterator.getLineInstance(locale);
    breaks.setText(paragraph);
    var line = new StringBuilder();
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      String word = paragraph.substring(from, to);
      if (width(line + word.stripTrailing()) > width) {
        if (!line.isEmpty()) {
          lines.add(line.toString().stripTrailing());
          line.setLength(0);
        }
        word = lastPart(word, width, lines);
      }
      line.append(word);
      from = to;
    }
    lines.add(line.toString().stripTrailing());
  }

  /** Adds whole lines of a word that is too long, and returns what is left of it. */
  private String lastPart(String word, float width, List<String> lines) {
    String rest = word;
    while (width(rest.stripTrailing()) > width) {
      int end = fitting(rest, width);
      lines.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    return rest;
  }

  /** Returns how many chars fit: at least one letter, or there would be no end. */
  private int fitting(String word, float width) {
    int end = word.offsetByCodePoints(0, 1);
    while (end < word.length()) {
      int next = word.offsetByCodePoints(end, 1);
      if (width(word.substring(0, next)) > width) {
        return end;
      }
      end = next;
    }
    return end;
  }
}
