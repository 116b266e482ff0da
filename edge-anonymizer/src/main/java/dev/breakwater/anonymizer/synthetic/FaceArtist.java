package dev.breakwater.anonymizer.synthetic;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * Draws a head. Its unit is the height of the face from the top of the brows (y = -0.5) to the chin
 * (y = 0.5); the face without ears is {@link #HALF_WIDTH} wide to each side. The sun stands at the
 * upper left.
 */
final class FaceArtist {
  private static final double FACE_M = 0.128;
  private static final double HALF_WIDTH = 0.54;
  private static final double EYE_Y = -0.27;
  private static final double MOUTH_Y = 0.24;

  private final Graphics2D ink;
  private final Look look;
  private final double yaw;

  private FaceArtist(Graphics2D ink, Look look, double yaw) {
    this.ink = ink;
    this.look = look;
    this.yaw = yaw;
  }

  /**
   * Draws a head centred on its face and plants the face.
   *
   * @param metres local metres, y down, origin in the middle of the face, to pixels
   * @param yaw turn of the head in radians, positive to the right of the picture
   */
  static void draw(Stage stage, String track, Look look, double yaw, AffineTransform metres) {
    var local = new AffineTransform(metres);
    local.scale(FACE_M, FACE_M);
    stage.cover(local.createTransformedShape(new Ellipse2D.Double(-0.6, -1.05, 1.2, 1.55)));
    if (look.cut() == Look.Hair.LONG) {
      stage.cover(local.createTransformedShape(locks()));
    }
    var ink = stage.ink(local);
    new FaceArtist(ink, look, yaw).head();
    ink.dispose();
    var box = new Rectangle2D.Double(-HALF_WIDTH, -0.5, 2 * HALF_WIDTH, 1);
    stage.plant(track, ObjectClass.FACE, "", local.createTransformedShape(box));
  }

  private void head() {
    if (look.cut() == Look.Hair.LONG) {
      ink.setPaint(Shade.dark(look.hair(), 0.3));
      ink.fill(locks());
    }
    ear(-1);
    ear(1);
    skull();
    for (int side = -1; side <= 1; side += 2) {
      eye(side);
      brow(side);
    }
    nose();
    mouth();
    hair();
    if (look.glasses()) {
      glasses();
    }
  }

  private static Area locks() {
    var locks = new Area(new Ellipse2D.Double(-0.68, -1.0, 1.36, 2));
    locks.subtract(new Area(new Ellipse2D.Double(-0.4, -0.2, 0.8, 1.6)));
    return locks;
  }

  /**
   * Where a point of the frontal face lies once the head is turned: the face is taken for a
   * cylinder.
   */
  private double turned(double x) {
    return HALF_WIDTH * Math.sin(Math.asin(x / HALF_WIDTH) + yaw)
        - HALF_WIDTH * 0.35 * Math.sin(yaw);
  }

  private double narrowed(double x) {
    return Math.max(0.3, Math.cos(Math.asin(x / HALF_WIDTH) + yaw))
        / Math.cos(Math.asin(x / HALF_WIDTH));
  }

  private void ear(int side) {
    if (side * yaw > 0.25) {
      return;
    }
    var x = side * 0.56;
    ink.setPaint(Shade.dark(look.skin(), 0.15));
    ink.fill(new Ellipse2D.Double(x - 0.09, -0.32, 0.18, 0.42));
    Shade.soft(ink, Shade.dark(look.skin(), 0.6), 0.6, x, -0.12, 0.06, 0.14);
  }

  private void skull() {
    var shape = skullOutline();
    var skin = look.skin();
    ink.setPaint(
        new RadialGradientPaint(
            -0.12f,
            -0.25f,
            0.95f,
            new float[] {0, 0.45f, 0.8f, 1},
            new Color[] {
              Shade.light(skin, 0.22), skin, Shade.dark(skin, 0.2), Shade.dark(skin, 0.42)
            }));
    ink.fill(shape);
    var clip = ink.getClip();
    ink.clip(shape);
    cheeksAndForehead();
    ink.setClip(clip);
  }

  private void cheeksAndForehead() {
    var skin = look.skin();
    var dark = Shade.dark(skin, 0.55);
    var blush = new Color(206, 96, 84);
    Shade.soft(ink, dark, 0.5, 0.5, 0.1, 0.22, 0.6);
    Shade.soft(ink, dark, 0.3, -0.54, 0.15, 0.16, 0.5);
    Shade.soft(ink, dark, 0.4, turned(0), 0.52, 0.4, 0.1);
    Shade.soft(ink, blush, 0.22, turned(-0.3), 0.03, 0.17, 0.14);
    Shade.soft(ink, blush, 0.22, turned(0.3), 0.03, 0.17, 0.14);
    Shade.soft(ink, Shade.light(skin, 0.6), 0.35, turned(-0.05), -0.62, 0.3, 0.14);
    Shade.soft(ink, Shade.light(skin, 0.6), 0.4, turned(-0.27), -0.08, 0.12, 0.08);
  }

  private static Path2D skullOutline() {
    var path = new Path2D.Double();
    path.moveTo(0, 0.5);
    path.curveTo(0.2, 0.5, 0.3, 0.42, 0.38, 0.3);
    path.curveTo(0.5, 0.15, 0.55, -0.05, 0.54, -0.3);
    path.curveTo(0.54, -0.75, 0.35, -0.98, 0, -0.98);
    path.curveTo(-0.35, -0.98, -0.54, -0.75, -0.54, -0.3);
    path.curveTo(-0.55, -0.05, -0.5, 0.15, -0.38, 0.3);
    path.curveTo(-0.3, 0.42, -0.2, 0.5, 0, 0.5);
    path.closePath();
    return path;
  }

  private void eye(int side) {
    var x = turned(side * 0.235);
    var half = 0.105 * narrowed(side * 0.235);
    Shade.soft(ink, Shade.dark(look.skin(), 0.65), 0.6, x, EYE_Y - 0.02, half * 1.9, 0.13);
    eyeball(x, half);
    ink.setPaint(Shade.dark(look.skin(), 0.8));
    ink.setStroke(new BasicStroke(0.026f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    var upperLid = new Path2D.Double();
    upperLid.moveTo(x - half, EYE_Y + 0.008);
    upperLid.quadTo(x, EYE_Y - 0.09, x + half, EYE_Y);
    ink.draw(upperLid);
    Shade.soft(ink, Shade.dark(look.skin(), 0.5), 0.5, x, EYE_Y + 0.085, half, 0.035);
  }

  private void eyeball(double x, double half) {
    var opening = new Path2D.Double();
    opening.moveTo(x - half, EYE_Y + 0.008);
    opening.quadTo(x, EYE_Y - 0.085, x + half, EYE_Y);
    opening.quadTo(x, EYE_Y + 0.075, x - half, EYE_Y + 0.008);
    ink.setPaint(new Color(226, 220, 214));
    ink.fill(opening);
    var clip = ink.getClip();
    ink.clip(opening);
    ink.setPaint(new Color(40, 26, 20));
    ink.fill(new Ellipse2D.Double(x - 0.048, EYE_Y - 0.058, 0.096, 0.1));
    ink.setPaint(new Color(250, 250, 250));
    ink.fill(new Ellipse2D.Double(x - 0.03, EYE_Y - 0.042, 0.024, 0.024));
    ink.setClip(clip);
  }

  private void brow(int side) {
    var brow = new Path2D.Double();
    brow.moveTo(turned(side * 0.1), -0.415);
    brow.quadTo(turned(side * 0.24), -0.5, turned(side * 0.38), -0.42);
    ink.setPaint(Shade.faded(Shade.dark(look.hair(), 0.2), 0.85));
    ink.setStroke(new BasicStroke(0.055f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    ink.draw(brow);
  }

  private void nose() {
    var dark = Shade.dark(look.skin(), 0.6);
    // A nose stands out of the cylinder of the face, so that it moves further when the head turns.
    var tip = turned(0) + 0.1 * Math.sin(yaw);
    Shade.soft(ink, dark, 0.35, turned(0.06), -0.2, 0.05, 0.16);
    Shade.soft(ink, dark, 0.45, tip + 0.09, 0.0, 0.06, 0.12);
    Shade.soft(ink, Shade.light(look.skin(), 0.7), 0.55, tip - 0.015, -0.1, 0.035, 0.2);
    Shade.soft(ink, Shade.light(look.skin(), 0.7), 0.5, tip - 0.02, 0.01, 0.05, 0.05);
    Shade.soft(ink, dark, 0.7, tip, 0.085, 0.14, 0.035);
    Shade.soft(ink, Shade.dark(dark, 0.6), 0.9, tip - 0.055, 0.07, 0.03, 0.022);
    Shade.soft(ink, Shade.dark(dark, 0.6), 0.9, tip + 0.055, 0.07, 0.03, 0.022);
  }

  private void mouth() {
    var x = turned(0) + 0.04 * Math.sin(yaw);
    lips(x, 0.19 * Math.cos(yaw));
    var shadow = Shade.dark(look.skin(), 0.6);
    Shade.soft(ink, Shade.light(look.lips(), 0.6), 0.35, x - 0.03, MOUTH_Y + 0.05, 0.08, 0.022);
    Shade.soft(ink, shadow, 0.45, x, MOUTH_Y + 0.125, 0.14, 0.035);
    Shade.soft(ink, shadow, 0.25, x, MOUTH_Y - 0.09, 0.03, 0.05);
  }

  private void lips(double x, double half) {
    var upper = new Path2D.Double();
    upper.moveTo(x - half, MOUTH_Y);
    upper.quadTo(x - half * 0.4, MOUTH_Y - 0.065, x, MOUTH_Y - 0.04);
    upper.quadTo(x + half * 0.4, MOUTH_Y - 0.065, x + half, MOUTH_Y);
    upper.quadTo(x, MOUTH_Y + 0.02, x - half, MOUTH_Y);
    ink.setPaint(Shade.dark(look.lips(), 0.15));
    ink.fill(upper);
    var lower = new Path2D.Double();
    lower.moveTo(x - half, MOUTH_Y);
    lower.quadTo(x, MOUTH_Y + 0.13, x + half, MOUTH_Y);
    lower.quadTo(x, MOUTH_Y + 0.03, x - half, MOUTH_Y);
    ink.setPaint(look.lips());
    ink.fill(lower);
    ink.setPaint(Shade.dark(look.lips(), 0.75));
    ink.setStroke(new BasicStroke(0.02f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    var line = new Path2D.Double();
    line.moveTo(x - half, MOUTH_Y);
    line.quadTo(x, MOUTH_Y + 0.03, x + half, MOUTH_Y);
    ink.draw(line);
  }

  private void hair() {
    var line = look.cut() == Look.Hair.CAP ? -0.6 : -0.66;
    var color = look.cut() == Look.Hair.CAP ? look.coat() : look.hair();
    var top = hairOutline(line);
    ink.setPaint(color);
    ink.fill(top);
    var clip = ink.getClip();
    ink.clip(top);
    Shade.soft(ink, Shade.light(color, 0.5), 0.5, -0.15, -0.95, 0.35, 0.16);
    Shade.soft(ink, Shade.dark(color, 0.7), 0.6, 0.45, -0.6, 0.25, 0.4);
    ink.setClip(clip);
    Shade.soft(ink, Shade.dark(look.skin(), 0.6), 0.4, 0, line + 0.02, 0.42, 0.07);
  }

  private static Path2D hairOutline(double line) {
    var top = new Path2D.Double();
    top.moveTo(-0.56, -0.28);
    top.curveTo(-0.66, -0.85, -0.4, -1.1, 0, -1.1);
    top.curveTo(0.4, -1.1, 0.66, -0.85, 0.56, -0.28);
    top.curveTo(0.52, -0.45, 0.5, line, 0.34, line - 0.04);
    top.curveTo(0.1, line - 0.16, -0.1, line + 0.02, -0.36, line);
    top.curveTo(-0.48, line + 0.05, -0.53, -0.45, -0.56, -0.28);
    return top;
  }

  private void glasses() {
    ink.setStroke(new BasicStroke(0.03f));
    ink.setPaint(new Color(30, 28, 30));
    for (int side = -1; side <= 1; side += 2) {
      var x = turned(side * 0.235);
      var half = 0.165 * narrowed(side * 0.235);
      ink.draw(new Ellipse2D.Double(x - half, -0.37, 2 * half, 0.22));
    }
    var bridge = new Path2D.Double();
    bridge.moveTo(turned(-0.07), -0.28);
    bridge.quadTo(turned(0), -0.33, turned(0.07), -0.28);
    ink.draw(bridge);
  }
}
