package dev.breakwater.anonymizer.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Optional;

/**
 * A parked motorcycle seen from behind.
 *
 * @param x metres to the right of the lens
 * @param z metres in front of the lens
 */
record Motorcycle(String track, Color paint, PlateNumber number, double x, double z)
    implements Actor {
  private static final double PLATE_HEIGHT_M = 0.6;
  private static final Color RUBBER = new Color(24, 24, 26);
  private static final Color STEEL = new Color(120, 122, 126);

  @Override
  public Optional<PlateNumber> plate() {
    return Optional.of(number);
  }

  @Override
  public double distance(double seconds) {
    return z;
  }

  @Override
  public void draw(Stage stage, double seconds) {
    var local = stage.lens().upright(x, z);
    stage.cover(local.createTransformedShape(tyre()));
    stage.cover(local.createTransformedShape(tail()));
    var ink = stage.ink(local);
    draw(ink);
    ink.dispose();
    local.translate(0, -PLATE_HEIGHT_M);
    PlateArtist.draw(stage, track, number, local);
  }

  private void draw(Graphics2D ink) {
    Shade.soft(ink, Color.BLACK, 0.6, 0, 0, 0.4, 0.06);
    ink.setPaint(STEEL);
    ink.setStroke(new BasicStroke(0.03f));
    ink.draw(new Line2D.Double(-0.36, -1.02, 0.36, -1.02));
    for (int side = -1; side <= 1; side += 2) {
      ink.fill(new Ellipse2D.Double(side * 0.36 - 0.07, -1.2, 0.14, 0.1));
      ink.draw(new Line2D.Double(side * 0.12, -0.3, side * 0.09, -0.75));
    }
    ink.setPaint(RUBBER);
    ink.fill(tyre());
    ink.setPaint(paint);
    ink.fill(tail());
    ink.setPaint(Shade.dark(paint, 0.6));
    ink.fill(new RoundRectangle2D.Double(-0.15, -1.0, 0.3, 0.12, 0.1, 0.1));
    ink.setPaint(new Color(150, 24, 28));
    ink.fill(new RoundRectangle2D.Double(-0.09, -0.83, 0.18, 0.07, 0.04, 0.04));
    ink.setPaint(RUBBER);
    ink.fill(new Rectangle2D.Double(-0.12, -PLATE_HEIGHT_M - 0.08, 0.24, 0.16));
  }

  private static RoundRectangle2D tyre() {
    return new RoundRectangle2D.Double(-0.075, -0.62, 0.15, 0.62, 0.12, 0.2);
  }

  private static Path2D tail() {
    var path = new Path2D.Double();
    path.moveTo(-0.12, -0.62);
    path.lineTo(-0.17, -0.9);
    path.quadTo(0, -1.0, 0.17, -0.9);
    path.lineTo(0.12, -0.62);
    path.closePath();
    return path;
  }
}
