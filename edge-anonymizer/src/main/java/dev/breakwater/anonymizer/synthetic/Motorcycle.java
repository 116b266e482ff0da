package dev.breakwater.anonymizer.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
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
  private static final Color LAMP = new Color(150, 24, 28);

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
    var ink = stage.ink(local);
    Shade.soft(ink, Color.BLACK, 0.6, 0, 0, 0.4, 0.06);
    ink.dispose();
    stage.solid(local, rod(-0.36, -1.02, 0.36, -1.02), STEEL);
    for (int side = -1; side <= 1; side += 2) {
      stage.solid(local, new Ellipse2D.Double(side * 0.36 - 0.07, -1.2, 0.14, 0.1), STEEL);
      stage.solid(local, rod(side * 0.12, -0.3, side * 0.09, -0.75), STEEL);
    }
    stage.solid(local, new RoundRectangle2D.Double(-0.075, -0.62, 0.15, 0.62, 0.12, 0.2), RUBBER);
    stage.solid(local, tail(), paint);
    var seat = new RoundRectangle2D.Double(-0.15, -1.0, 0.3, 0.12, 0.1, 0.1);
    stage.solid(local, seat, Shade.dark(paint, 0.6));
    stage.solid(local, new RoundRectangle2D.Double(-0.09, -0.83, 0.18, 0.07, 0.04, 0.04), LAMP);
    stage.solid(local, new Rectangle2D.Double(-0.12, -PLATE_HEIGHT_M - 0.08, 0.24, 0.16), RUBBER);
    local.translate(0, -PLATE_HEIGHT_M);
    PlateArtist.draw(stage, track, number, local);
  }

  private static Shape rod(double x0, double y0, double x1, double y1) {
    return new BasicStroke(0.03f).createStrokedShape(new Line2D.Double(x0, y0, x1, y1));
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
