package dev.breakwater.anonymizer.synthetic;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Draws plates in millimetres with the layout of GA 36-2018. */
final class PlateArtist {
  private static final double MARGIN_MM = 15.5;
  private static final Color WHITE = new Color(238, 240, 242);
  private static final Color BLACK = new Color(22, 22, 24);
  private static final Color RED = new Color(196, 26, 30);
  private static final Color YELLOW = new Color(232, 176, 26);
  private static final Color LIGHT_GREEN = new Color(110, 196, 128);

  private PlateArtist() {}

  /**
   * Draws a plate centred on the origin of {@code metres} and plants it.
   *
   * @param metres local metres, y down, to pixels
   */
  static void draw(Stage stage, String track, PlateNumber number, AffineTransform metres) {
    var kind = number.kind();
    var local = new AffineTransform(metres);
    local.scale(0.001, 0.001);
    local.translate(-kind.widthMm / 2.0, -kind.heightMm / 2.0);
    var ink = stage.ink(local);
    blank(ink, kind);
    if (kind.hasTwoRows()) {
      twoRows(ink, number);
    } else {
      oneRow(ink, number);
    }
    ink.dispose();
    var box = new Rectangle2D.Double(0, 0, kind.widthMm, kind.heightMm);
    stage.plant(track, ObjectClass.PLATE, number.text(), local.createTransformedShape(box));
  }

  private static void blank(Graphics2D ink, PlateNumber.Kind kind) {
    ink.setPaint(background(kind));
    ink.fill(new RoundRectangle2D.Double(0, 0, kind.widthMm, kind.heightMm, 20, 20));
    ink.setPaint(foreground(kind));
    ink.setStroke(new BasicStroke(3));
    ink.draw(new RoundRectangle2D.Double(5, 5, kind.widthMm - 10, kind.heightMm - 10, 14, 14));
  }

  private static Paint background(PlateNumber.Kind kind) {
    return switch (kind) {
      case BLUE -> new GradientPaint(0, 0, new Color(26, 74, 182), 0, 140, new Color(16, 54, 146));
      case GREEN ->
          new GradientPaint(0, 20, new Color(228, 242, 232), 0, 140, new Color(84, 188, 108));
      case YELLOW_TWO_ROWS, YELLOW, MOTORCYCLE -> YELLOW;
      case YELLOW_GREEN ->
          new LinearGradientPaint(
              0, 0, 480, 0, new float[] {0.26f, 0.3f}, new Color[] {YELLOW, LIGHT_GREEN});
      case POLICE, MILITARY -> WHITE;
      case BLACK -> BLACK;
    };
  }

  private static Color foreground(PlateNumber.Kind kind) {
    return kind == PlateNumber.Kind.BLUE || kind == PlateNumber.Kind.BLACK ? WHITE : BLACK;
  }

  private static Color foreground(PlateNumber number, int place) {
    boolean red =
        switch (number.kind()) {
          case POLICE -> place == number.text().length() - 1;
          case MILITARY -> place < 2;
          default -> false;
        };
    return red ? RED : foreground(number.kind());
  }

  /**
   * 45 x 90 mm characters 12 mm apart and a wide gap with the dot; 43 mm wide and 9 mm apart on
   * new-energy plates.
   */
  private static void oneRow(Graphics2D ink, PlateNumber number) {
    var narrow = number.text().length() == 8;
    var dotGap = narrow ? 49 : 34;
    var x = MARGIN_MM;
    for (int i = 0; i < number.text().length(); i++) {
      var width = narrow && i > 0 ? 43 : 45;
      glyph(ink, number, i, new Rectangle2D.Double(x, 25, width, 90));
      if (i == 1) {
        ink.fill(new Ellipse2D.Double(x + width + dotGap / 2.0 - 5, 65, 10, 10));
      }
      x += width + (i == 1 ? dotGap : narrow ? 9 : 12);
    }
  }

  /**
   * Upper row 80 x 60 mm, lower row 65 x 110 mm; on motorcycles' plates, half as wide, the same in
   * proportion.
   */
  private static void twoRows(Graphics2D ink, PlateNumber number) {
    var scaled = (Graphics2D) ink.create();
    scaled.scale(number.kind().widthMm / 440.0, number.kind().heightMm / 220.0);
    for (int i = 0; i < 2; i++) {
      glyph(scaled, number, i, new Rectangle2D.Double(110 + i * 140, 15, 80, 60));
    }
    scaled.fill(new Ellipse2D.Double(214, 40, 12, 12));
    for (int i = 2; i < number.text().length(); i++) {
      glyph(scaled, number, i, new Rectangle2D.Double(27.5 + (i - 2) * 80, 90, 65, 110));
    }
    scaled.dispose();
  }

  private static void glyph(Graphics2D ink, PlateNumber number, int at, Rectangle2D field) {
    ink.setPaint(foreground(number, at));
    var place = AffineTransform.getTranslateInstance(field.getX(), field.getY());
    place.scale(field.getWidth() / 45, field.getHeight() / 90);
    ink.fill(place.createTransformedShape(Glyphs.outline(number.text().charAt(at))));
  }
}
