package dev.breakwater.anonymizer.evaluate.labels;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import dev.breakwater.anonymizer.redact.Mask;
import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads classes, boxes, corners and masks. */
final class Shapes {
  /** No camera has a pixel so far from its first. */
  private static final double FARTHEST_PX = 1e6;

  /** What labels may reach over the edge of their picture, pixels: boxes are rounded. */
  private static final double ROUNDING_PX = 1;

  private static final int CORNERS = 4;

  private Shapes() {}

  static ObjectClass kind(Fields fields) throws FieldException {
    String name = fields.text("class");
    for (ObjectClass kind : ObjectClass.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    throw new FieldException(fields.where() + ".class", "'" + name + "' is neither face nor plate");
  }

  /** Reads the members x, y, w and h. */
  static Box box(Fields fields) throws FieldException {
    double width = fields.number("w", 0, FARTHEST_PX);
    double height = fields.number("h", 0, FARTHEST_PX);
    double left = fields.number("x", -FARTHEST_PX, FARTHEST_PX);
    double top = fields.number("y", -FARTHEST_PX, FARTHEST_PX);
    return box(fields.where(), left, top, width, height);
  }

  static Box box(String where, double left, double top, double width, double height)
      throws FieldException {
    if (!(width > 0 && height > 0)) {
      throw new FieldException(where, "has no width or no height");
    }
    return new Box(left, top, width, height);
  }

  static List<Corner> corners(Fields list) throws FieldException {
    List<Corner> corners = new ArrayList<>();
    for (Fields pair : list.elements(CORNERS)) {
      List<Fields> numbers = pair.elements(2);
      if (numbers.size() != 2) {
        throw new FieldException(pair.where(), "is no pair of x and y");
      }
      corners.add(
          new Corner(
              numbers.get(0).number(-FARTHEST_PX, FARTHEST_PX),
              numbers.get(1).number(-FARTHEST_PX, FARTHEST_PX)));
    }
    return corners;
  }

  /** Reads a mask, as a line of {@code NAME.masks.jsonl} has it. */
  static MaskedArea mask(Fields fields) throws FieldException {
    ObjectClass kind = kind(fields);
    Mask.Shape shape = shape(fields);
    List<Corner> corners = corners(fields.member("corners"));
    try {
      return new MaskedArea(kind, shape, corners);
    } catch (IllegalArgumentException e) {
      throw new FieldException(fields.where() + ".corners", "are not four in convex order");
    }
  }

  private static Mask.Shape shape(Fields fields) throws FieldException {
    String name = fields.text("shape");
    for (Mask.Shape shape : Mask.Shape.values()) {
      if (shape.name().toLowerCase(Locale.ROOT).equals(name)) {
        return shape;
      }
    }
    throw new FieldException(
        fields.where() + ".shape", "'" + name + "' is no rectangle, rotated_rectangle or ellipse");
  }

  /** Fails if an object is not where its picture is. */
  static void requireInside(String where, LabelledObject object, int widthPx, int heightPx)
      throws FieldException {
    Box box = object.box();
    if (box.left() < -ROUNDING_PX
        || box.top() < -ROUNDING_PX
        || box.right() > widthPx + ROUNDING_PX
        || box.bottom() > heightPx + ROUNDING_PX) {
      throw new FieldException(
          where, "reaches out of the picture of " + widthPx + "x" + heightPx + " pixels");
    }
  }
}
