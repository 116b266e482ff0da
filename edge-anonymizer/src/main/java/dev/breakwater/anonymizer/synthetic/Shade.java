package dev.breakwater.anonymizer.synthetic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;

/** Light and shadow. */
final class Shade {
  private Shade() {}

  /** Returns {@code a} with the share {@code of} in [0, 1] of {@code b} mixed in. */
  static Color mix(Color a, Color b, double of) {
    return new Color(
        blend(a.getRed(), b.getRed(), of),
        blend(a.getGreen(), b.getGreen(), of),
        blend(a.getBlue(), b.getBlue(), of));
  }

  static Color dark(Color color, double of) {
    return mix(color, new Color(18, 14, 16), of);
  }

  static Color light(Color color, double of) {
    return mix(color, new Color(255, 250, 240), of);
  }

  static Color faded(Color color, double opacity) {
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
  }

  /**
   * Paints an ellipse around (x, y) with half axes {@code rx}, {@code ry} that fades out to its
   * rim.
   */
  static void soft(
      Graphics2D ink, Color color, double opacity, double x, double y, double rx, double ry) {
    var local = (Graphics2D) ink.create();
    local.transform(new AffineTransform(rx, 0, 0, ry, x, y));
    local.setPaint(
        new RadialGradientPaint(
            0,
            0,
            1,
            new float[] {0, 0.5f, 1},
            new Color[] {faded(color, opacity), faded(color, opacity * 0.6), faded(color, 0)}));
    local.fill(new Ellipse2D.Double(-1, -1, 2, 2));
    local.dispose();
  }

  private static int blend(int a, int b, double of) {
    return (int) Math.round(a * (1 - of) + b * of);
  }
}
