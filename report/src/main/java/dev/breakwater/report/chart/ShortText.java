package dev.breakwater.report.chart;

/** Cuts labels: a drawing is made before anybody knows the font. */
final class ShortText {
  private static final int FIRST_WIDE = 0x1100;
  private static final double WIDE = 1;
  private static final double NARROW = 0.5;

  private ShortText() {}

  /** Returns how wide a text is in most fonts. */
  static double width(String text, double size) {
    return text.codePoints().mapToDouble(each -> each >= FIRST_WIDE ? WIDE : NARROW).sum() * size;
  }

  /** Returns the text, or its beginning and an ellipsis if it is wider than {@code width}. */
  static String fitting(String text, double width, double size) {
    int end = text.length();
    while (end > 1 && width(text.substring(0, end), size) > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return end == text.length() ? text : text.substring(0, Math.max(1, end - 2)) + "...";
  }
}
