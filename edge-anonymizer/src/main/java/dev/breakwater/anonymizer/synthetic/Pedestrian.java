package dev.breakwater.anonymizer.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;

/**
 * A person on foot, drawn in metres around the point between the feet.
 *
 * @param x metres to the right of the lens
 * @param z metres in front of the lens
 * @param yaw turn of the head in radians, positive to the right of the picture
 * @param strideHz full strides in a second, 0 for somebody who stands
 */
record Pedestrian(String track, Look look, Motion x, Motion z, Motion yaw, double strideHz)
    implements Actor {
  private static final double BROW_TO_CHIN_MIDDLE_M = 0.17;

  @Override
  public double distance(double seconds) {
    return z.at(seconds);
  }

  @Override
  public void draw(Stage stage, double seconds) {
    var phase = 2 * Math.PI * strideHz * seconds;
    var local = stage.lens().upright(x.at(seconds), z.at(seconds));
    local.translate(0, 0.015 * Math.cos(2 * phase));
    var swing = strideHz == 0 ? 0.05 : 0.22 * Math.sin(phase);
    var ink = stage.ink(local);
    Shade.soft(ink, Color.BLACK, 0.45, 0.1, 0, 0.5, 0.06);
    ink.dispose();
    body(stage, local, swing);
    var head = new AffineTransform(local);
    head.translate(0, -look.heightM() + BROW_TO_CHIN_MIDDLE_M);
    FaceArtist.draw(stage, track, look, yaw.at(seconds), head);
  }

  private void body(Stage stage, AffineTransform local, double swing) {
    var shoulder = -look.heightM() + 0.31;
    var hip = -0.5 * look.heightM();
    var parts = new ArrayList<Part>();
    parts.add(
        new Part(limb(0.09, hip, 0.09 + swing, -0.03, 0.17f), Shade.dark(look.trousers(), 0.25)));
    parts.add(new Part(limb(-0.09, hip, -0.09 - swing, -0.03, 0.17f), look.trousers()));
    parts.add(
        new Part(
            limb(0.19, shoulder + 0.09, 0.25 - swing / 2, hip + 0.02, 0.1f),
            Shade.dark(look.coat(), 0.3)));
    parts.add(new Part(torso(shoulder, hip), look.coat()));
    parts.add(
        new Part(
            limb(-0.19, shoulder + 0.09, -0.25 + swing / 2, hip + 0.02, 0.1f),
            Shade.light(look.coat(), 0.06)));
    for (var part : parts) {
      stage.solid(
          local,
          part.shape(),
          new GradientPaint(
              -0.25f, 0, Shade.light(part.color(), 0.12), 0.3f, 0, Shade.dark(part.color(), 0.35)));
    }
    neck(stage, local, shoulder);
  }

  private record Part(Shape shape, Color color) {}

  private void neck(Stage stage, AffineTransform local, double shoulder) {
    var neck = new Ellipse2D.Double(-0.055, shoulder - 0.13, 0.11, 0.2);
    stage.solid(local, neck, Shade.dark(look.skin(), 0.32));
    var collar = new Path2D.Double();
    collar.moveTo(-0.07, shoulder - 0.02);
    collar.lineTo(0, shoulder + 0.09);
    collar.lineTo(0.07, shoulder - 0.02);
    var hem = new BasicStroke(0.025f).createStrokedShape(collar);
    stage.solid(local, hem, Shade.dark(look.coat(), 0.5));
  }

  private static Shape torso(double shoulder, double hip) {
    var path = new Path2D.Double();
    path.moveTo(-0.07, shoulder - 0.02);
    path.quadTo(-0.19, shoulder + 0.01, -0.22, shoulder + 0.1);
    path.lineTo(-0.17, hip + 0.08);
    path.lineTo(0.17, hip + 0.08);
    path.lineTo(0.22, shoulder + 0.1);
    path.quadTo(0.19, shoulder + 0.01, 0.07, shoulder - 0.02);
    path.closePath();
    return path;
  }

  private static Shape limb(double x0, double y0, double x1, double y1, float width) {
    var line = new Line2D.Double(x0, y0, x1, y1);
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        .createStrokedShape(line);
  }
}
