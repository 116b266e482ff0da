package dev.breakwater.anonymizer.synthetic;

import dev.breakwater.anonymizer.detect.ObjectClass;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One frame while it is drawn, from far to near. It remembers which faces and plates were drawn and
 * what was drawn over them later; that is the truth of the frame. Used by one thread.
 */
final class Stage {
  /** Points across a box at which it is asked what covers it. */
  private static final int PROBES = 24;

  private static final double NEAREST_M = 1;

  private final Lens lens;
  private final Graphics2D ink;
  private final List<Planted> planted = new ArrayList<>();

  private record Planted(
      String track, ObjectClass kind, String text, Rectangle2D box, List<Shape> over) {}

  Stage(Lens lens, BufferedImage picture) {
    this.lens = lens;
    this.ink = picture.createGraphics();
    ink.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    ink.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  Lens lens() {
    return lens;
  }

  void fill(Shape pixels, Paint paint) {
    ink.setPaint(paint);
    ink.fill(pixels);
  }

  /** Returns ink for drawing in the coordinates of {@code local}; the caller disposes of it. */
  Graphics2D ink(AffineTransform local) {
    var copy = (Graphics2D) ink.create();
    copy.transform(local);
    return copy;
  }

  /** Fills a shape in the coordinates of {@code local}; what is behind it is hidden. */
  void solid(AffineTransform local, Shape shape, Paint paint) {
    cover(local.createTransformedShape(shape));
    var filling = ink(local);
    filling.setPaint(paint);
    filling.fill(shape);
    filling.dispose();
  }

  /** Draws who is in front of the lens, from far to near. */
  void draw(List<Actor> actors, double seconds) {
    actors.stream()
        .filter(actor -> actor.distance(seconds) > NEAREST_M)
        .sorted(Comparator.comparingDouble((Actor actor) -> actor.distance(seconds)).reversed())
        .forEach(actor -> actor.draw(this, seconds));
  }

  /** Notes a face or plate that was just drawn: its full box in pixels. */
  void plant(String track, ObjectClass kind, String text, Shape box) {
    planted.add(new Planted(track, kind, text, box.getBounds2D(), new ArrayList<>()));
  }

  /**
   * Notes that {@code pixels} are about to be drawn over, so that earlier objects under them are
   * hidden.
   */
  void cover(Shape pixels) {
    var bounds = pixels.getBounds2D();
    for (var object : planted) {
      if (object.box().intersects(bounds)) {
        object.over().add(pixels);
      }
    }
  }

  /** Ends the drawing and returns what can be seen of the planted objects. */
  List<PlantedObject> strike() {
    ink.dispose();
    var seen = new ArrayList<PlantedObject>();
    for (var object : planted) {
      var visible = visiblePart(object);
      if (!visible.isEmpty()) {
        seen.add(truth(object, visible));
      }
    }
    return seen;
  }

  private static PlantedObject truth(Planted object, Seen seen) {
    var box = seen.bounds();
    return new PlantedObject(
        object.track(),
        object.kind(),
        object.text(),
        box.getX(),
        box.getY(),
        box.getWidth(),
        box.getHeight(),
        seen.fraction());
  }

  private record Seen(Rectangle2D bounds, double fraction) {
    boolean isEmpty() {
      return bounds.isEmpty();
    }
  }

  private Seen visiblePart(Planted object) {
    var box = object.box();
    var stepX = box.getWidth() / PROBES;
    var stepY = box.getHeight() / PROBES;
    var frame = new Rectangle2D.Double(0, 0, lens.widthPx(), lens.heightPx());
    var bounds = new Rectangle2D.Double(0, 0, -1, -1);
    int count = 0;
    for (int i = 0; i < PROBES * PROBES; i++) {
      var left = box.getX() + i % PROBES * stepX;
      var row = i / PROBES;
      var cell = new Rectangle2D.Double(left, box.getY() + row * stepY, stepX, stepY);
      if (isVisible(cell, object, frame)) {
        bounds = count++ == 0 ? cell : union(bounds, cell);
      }
    }
    Rectangle2D.intersect(bounds, frame, bounds);
    return new Seen(bounds, (double) count / (PROBES * PROBES));
  }

  private static boolean isVisible(Rectangle2D cell, Planted object, Rectangle2D frame) {
    var x = cell.getCenterX();
    var y = cell.getCenterY();
    return frame.contains(x, y) && object.over().stream().noneMatch(shape -> shape.contains(x, y));
  }

  private static Rectangle2D.Double union(Rectangle2D a, Rectangle2D b) {
    var union = new Rectangle2D.Double();
    Rectangle2D.union(a, b, union);
    return union;
  }
}
