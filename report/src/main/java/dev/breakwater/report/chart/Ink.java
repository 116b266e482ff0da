package dev.breakwater.report.chart;

/**
 * A colour of a chart, as sRGB 0xRRGGBB; text on white has a contrast of at least 4.5 (WCAG 2.2).
 */
public enum Ink {
  TEXT(0x1d2733),
  MUTED(0x5b6773),
  RULE(0xd5dbe1),
  FIRST(0x1f5fa8),
  SECOND(0x8a5a00),
  GOOD(0x1a7f37),
  BAD(0xb3261e),
  OPEN(0x8a5a00);

  private final int rgb;

  Ink(int rgb) {
    this.rgb = rgb;
  }

  public int rgb() {
    return rgb;
  }
}
