package dev.breakwater.anonymizer.evaluate.report;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.util.List;
import java.util.Locale;

/** Lists of places in pictures: long ones are folded and cut. */
final class Lists {
  /** Rows that are shown; the JSON report has all of them. */
  static final int MAX_ROWS = 500;

  private Lists() {}

  /** Returns a table behind its title, closed until somebody opens it; nothing without rows. */
  static Markup folded(String title, List<String> heads, List<List<Markup>> rows) {
    if (rows.isEmpty()) {
      return Markup.NOTHING;
    }
    String cut = rows.size() > MAX_ROWS ? ", the first " + MAX_ROWS + " shown" : "";
    Markup summary = Markup.text(title + " (" + rows.size() + cut + ")").in("summary");
    List<List<Markup>> shown = rows.subList(0, Math.min(MAX_ROWS, rows.size()));
    return summary.then(Markup.table(heads, shown)).in("details");
  }

  /** Returns a picture's name, with the frame's number in a video. */
  static Markup place(String file, long frame) {
    return Markup.text(frame == 0 ? file : file + ", frame " + frame).in("span", "file");
  }

  static Markup box(Box box) {
    return Markup.text(words(box));
  }

  /** Returns the extent of a shape. */
  static Markup around(List<Corner> corners) {
    double left = corners.stream().mapToDouble(Corner::x).min().orElse(0);
    double right = corners.stream().mapToDouble(Corner::x).max().orElse(0);
    double top = corners.stream().mapToDouble(Corner::y).min().orElse(0);
    double bottom = corners.stream().mapToDouble(Corner::y).max().orElse(0);
    return box(new Box(left, top, right - left, bottom - top));
  }

  /** Returns the sides of a box and its upper left corner, whole pixels. */
  static String words(Box box) {
    return String.format(
        Locale.ROOT, "%.0f×%.0f at %.0f, %.0f", box.width(), box.height(), box.left(), box.top());
  }
}
