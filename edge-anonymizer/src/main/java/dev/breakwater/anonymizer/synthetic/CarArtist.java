package dev.breakwater.anonymizer.synthetic;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the rear of a car and the side that can be seen. Local coordinates: metres, y down, origin
 * on the road under the rear.
 */
final class CarArtist {
  private static final Color GLASS = new Color(28, 34, 42);
  private static final Color RUBBER = new Color(24, 24, 26);

  private final Stage stage;
  private final Car.Body body;
  private final Color paint;
  private final double x;
  private final double z;

  CarArtist(Stage stage, Car car, double x, double z) {
    this.stage = stage;
    this.body = car.body();
    this.paint = car.paint();
    this.x = x;
    this.z = z;
  }

  /** The outline of the rear in pixels. */
  Shape rear() {
    return stage.lens().upright(x, z).createTransformedShape(rearOutline());
  }

  /**
   * The outlines in pixels of the parts of the side that can be seen; none for a car straight
   * ahead.
   */
  List<Shape> sides() {
    var side = side();
    var far = z + body.length;
    var parts = new ArrayList<Shape>();
    if (Math.abs(x) > body.width / 2) {
      parts.add(quad(side, 0.3, body == Car.Body.TRUCK ? body.height : waist() + 0.02, z, far));
      if (body != Car.Body.TRUCK) {
        parts.add(cabin(side, 0));
      }
    }
    return parts;
  }

  void draw() {
    var ink = stage.ink(stage.lens().upright(x, z));
    Shade.soft(ink, Color.BLACK, 0.75, 0, 0, body.width * 0.62, 0.14);
    ink.dispose();
    drawSide();
    ink = stage.ink(stage.lens().upright(x, z));
    wheels(ink);
    if (body == Car.Body.TRUCK) {
      truck(ink);
    } else {
      passengerCar(ink);
    }
    ink.dispose();
  }

  private double waist() {
    return body.height * 0.65;
  }

  private double side() {
    return x > 0 ? x - body.width / 2 : x + body.width / 2;
  }

  private Shape quad(double atX, double low, double high, double near, double far) {
    return stage.lens().polygon(atX, low, near, atX, high, near, atX, high, far, atX, low, far);
  }

  /** The side between the waist and the roof, or the glass in it. */
  private Shape cabin(double atX, double inset) {
    var top = x + (x > 0 ? -0.7 : 0.7) * body.width / 2;
    var roof = body.height - 0.05 - inset;
    var low = waist() + inset;
    return stage
        .lens()
        .polygon(
            atX,
            low,
            z + 3 * inset,
            top,
            roof,
            z + 2 * inset,
            top,
            roof,
            z + 2 - 2 * inset,
            atX,
            low,
            z + 3.2 - 6 * inset);
  }

  private void drawSide() {
    var parts = sides();
    parts.forEach(part -> stage.fill(part, Shade.dark(paint, 0.28)));
    if (parts.size() > 1) {
      stage.fill(cabin(side(), 0.06), GLASS);
    }
    if (!parts.isEmpty()) {
      wheel(z + 0.75);
      wheel(z + body.length - 0.85);
    }
  }

  private void wheel(double at) {
    var path = new Path2D.Double();
    for (int i = 0; i < 24; i++) {
      var angle = i * Math.PI / 12;
      var p =
          stage.lens().project(side(), 0.33 + 0.33 * Math.sin(angle), at + 0.33 * Math.cos(angle));
      if (i == 0) {
        path.moveTo(p.x, p.y);
      } else {
        path.lineTo(p.x, p.y);
      }
    }
    path.closePath();
    stage.fill(path, RUBBER);
  }

  private void wheels(Graphics2D ink) {
    ink.setPaint(RUBBER);
    for (int s = -1; s <= 1; s += 2) {
      ink.fill(
          new RoundRectangle2D.Double(
              s * (body.width / 2 - 0.14) - 0.11, -0.45, 0.22, 0.45, 0.06, 0.06));
    }
    ink.fill(new Rectangle2D.Double(-body.width / 2 + 0.15, -0.4, body.width - 0.3, 0.2));
  }

  private Shape rearOutline() {
    var half = body.width / 2;
    if (body == Car.Body.TRUCK) {
      return new Rectangle2D.Double(-half, -body.height, body.width, body.height - 0.4);
    }
    var path = new Path2D.Double();
    var roof = half * 0.68;
    path.moveTo(-half + 0.06, -0.26);
    path.quadTo(-half - 0.02, -0.6, -half + 0.02, -waist());
    path.lineTo(-roof - 0.04, -body.height + 0.08);
    path.quadTo(-roof, -body.height, -roof + 0.2, -body.height - 0.01);
    path.lineTo(roof - 0.2, -body.height - 0.01);
    path.quadTo(roof, -body.height, roof + 0.04, -body.height + 0.08);
    path.lineTo(half - 0.02, -waist());
    path.quadTo(half + 0.02, -0.6, half - 0.06, -0.26);
    path.closePath();
    return path;
  }

  private void passengerCar(Graphics2D ink) {
    var half = body.width / 2;
    ink.setPaint(
        new GradientPaint(
            0, (float) -body.height, Shade.light(paint, 0.25), 0, -0.2f, Shade.dark(paint, 0.45)));
    ink.fill(rearOutline());
    rearWindow(ink);
    // The lid's edge and the light it catches.
    ink.setPaint(Shade.light(paint, 0.4));
    ink.fill(new Rectangle2D.Double(-half + 0.12, -waist() + 0.01, body.width - 0.24, 0.025));
    ink.setPaint(Shade.dark(paint, 0.5));
    ink.fill(new Rectangle2D.Double(-half + 0.05, -0.5, body.width - 0.1, 0.012));
    // The recess around the plate.
    ink.setPaint(Shade.dark(paint, 0.5));
    ink.fill(new RoundRectangle2D.Double(-0.32, -body.plateHeight - 0.12, 0.64, 0.23, 0.05, 0.05));
    lamps(ink, waist() - 0.09);
    ink.setPaint(RUBBER);
    ink.fill(new RoundRectangle2D.Double(-half + 0.12, -0.36, body.width - 0.24, 0.12, 0.06, 0.06));
  }

  private void rearWindow(Graphics2D ink) {
    var low = body.width / 2 - 0.2;
    var high = body.width / 2 * 0.68 - 0.08;
    var window = new Path2D.Double();
    window.moveTo(-low, -waist() - 0.06);
    window.quadTo(0, -waist() - 0.03, low, -waist() - 0.06);
    window.lineTo(high, -body.height + 0.1);
    window.quadTo(0, -body.height + 0.06, -high, -body.height + 0.1);
    window.closePath();
    ink.setPaint(
        new GradientPaint(
            0, (float) -body.height, new Color(74, 88, 102), 0, (float) -waist(), GLASS));
    ink.fill(window);
  }

  private void lamps(Graphics2D ink, double top) {
    for (int s = -1; s <= 1; s += 2) {
      var lamp = new Path2D.Double();
      lamp.moveTo(s * (body.width / 2 - 0.02), -top);
      lamp.lineTo(s * (body.width / 2 - 0.46), -top + 0.03);
      lamp.lineTo(s * (body.width / 2 - 0.4), -top + 0.12);
      lamp.lineTo(s * (body.width / 2 - 0.02), -top + 0.2);
      lamp.closePath();
      ink.setPaint(
          new GradientPaint(
              0,
              (float) -top,
              new Color(164, 26, 30),
              0,
              (float) -top + 0.2f,
              new Color(86, 10, 16)));
      ink.fill(lamp);
    }
  }

  private void truck(Graphics2D ink) {
    var half = body.width / 2;
    ink.setPaint(
        new GradientPaint(
            0, (float) -body.height, Shade.light(paint, 0.15), 0, -0.8f, Shade.dark(paint, 0.25)));
    ink.fill(new Rectangle2D.Double(-half, -body.height, body.width, body.height - 0.85));
    ink.setPaint(Shade.dark(paint, 0.55));
    ink.fill(new Rectangle2D.Double(-0.012, -body.height + 0.08, 0.024, body.height - 0.98));
    ink.setPaint(new Color(52, 54, 58));
    ink.fill(new Rectangle2D.Double(-half, -0.87, body.width, 0.47));
    for (int s = -1; s <= 1; s += 2) {
      ink.setPaint(new Color(150, 28, 30));
      ink.fill(new Rectangle2D.Double(s * (half - 0.22) - 0.14, -0.72, 0.28, 0.12));
    }
    ink.setPaint(RUBBER);
    ink.fill(new Ellipse2D.Double(-0.06, -0.42, 0.12, 0.1));
  }
}
