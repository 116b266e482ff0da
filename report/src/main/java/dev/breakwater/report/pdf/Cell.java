package dev.breakwater.report.pdf;

import dev.breakwater.report.chart.Ink;
import dev.breakwater.report.page.Tone;
import dev.breakwater.report.page.Words;
import java.io.IOException;
import java.util.List;

/**
 * Words broken into lines of a width, with their citations behind the last line.
 *
 * @param isOverflowing whether the citations need a line of their own
 */
record Cell(Words words, Style style, List<String> lines, boolean isOverflowing) {
  private static final float SMALL = 0.72f;
  private static final float GAP = 2;

  static Cell of(Words words, Style style, float width) {
    Style set = words.tone() == Tone.PLAIN ? style : style.bold();
    List<String> lines = set.lines(words.text(), width);
    float last = set.width(lines.get(lines.size() - 1)) + citationsWidth(words, set);
    return new Cell(words, set, lines, !words.citations().isEmpty() && last > width);
  }

  float height() {
    return (lines.size() + (isOverflowing ? 1 : 0)) * style.leading();
  }

  /** Writes it with its upper left corner at x and the sheets' y. */
  void write(Sheets sheets, float x) throws IOException {
    Ink ink = ink(words.tone());
    float baseline = sheets.y() + style.size();
    float end = x;
    for (String line : lines) {
      sheets.text(line, x, baseline, style, ink);
      end = x + style.width(line);
      baseline += style.leading();
    }
    citations(
        sheets, isOverflowing ? x : end + GAP, baseline - (isOverflowing ? 0 : style.leading()));
  }

  private void citations(Sheets sheets, float x, float baseline) throws IOException {
    Style small = small(style);
    float at = x;
    for (int citation : words.citations()) {
      String mark = "[" + citation + "]";
      sheets.text(mark, at, baseline - style.size() * 0.3f, small, Ink.FIRST);
      float width = small.width(mark);
      sheets.link(at, baseline - style.size(), width, style.size(), citation);
      at += width + 1;
    }
  }

  private static float citationsWidth(Words words, Style style) {
    Style small = small(style);
    float width = GAP;
    for (int citation : words.citations()) {
      width += small.width("[" + citation + "]") + 1;
    }
    return width;
  }

  private static Style small(Style style) {
    return new Style(style.typeface(), Math.min(style.size() * SMALL, 8), false, style.locale());
  }

  private static Ink ink(Tone tone) {
    return switch (tone) {
      case PLAIN -> Ink.TEXT;
      case GOOD -> Ink.GOOD;
      case BAD -> Ink.BAD;
      case OPEN -> Ink.OPEN;
    };
  }
}
