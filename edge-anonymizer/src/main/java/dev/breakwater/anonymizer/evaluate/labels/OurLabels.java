package dev.breakwater.anonymizer.evaluate.labels;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.evaluate.MaskedArea;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.redact.Mask.Corner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labels in our own form: a list of pictures and frames.
 *
 * <pre>
 * [{"file": "a.jpg", "width": 1920, "height": 1080,
 *   "boxes": [{"x": 10, "y": 20, "w": 40, "h": 50, "class": "face"}]}]
 * </pre>
 *
 * <p>A picture may also say {@code frame} (of a video, from 0), {@code seconds}, {@code sensor}
 * and, if it shows an anonymized picture, {@code masks} (class, shape, corners); a box may say
 * {@code corners} (four pairs), {@code visible} (0 to 1), {@code ignore}, {@code track} and {@code
 * plate_kind}. Where a label comes from ({@code origin}, {@code score}, {@code source}, {@code
 * licence}, {@code kind}) is read over; anything else is refused.
 */
final class OurLabels {
  static final int MAX_OBJECTS = 2000;
  static final long MAX_FRAME = 100_000_000;
  static final double MAX_SECONDS = 1e9;

  private static final Set<String> PICTURE =
      Set.of(
          "file", "width", "height", "boxes", "frame", "seconds", "sensor", "masks", "source",
          "licence", "kind");
  private static final Set<String> BOX =
      Set.of(
          "x",
          "y",
          "w",
          "h",
          "class",
          "corners",
          "visible",
          "ignore",
          "track",
          "plate_kind",
          "origin",
          "score");
  private static final double ROUNDING_PX = 1;

  private final Path file;
  private final LabelledFiles into;

  OurLabels(Path file, LabelledFiles into) {
    this.file = file;
    this.into = into;
  }

  void read(Fields whole) throws FieldException {
    for (Fields picture : whole.elements(LabelledFiles.MAX_PICTURES)) {
      try {
        picture(picture);
      } catch (FieldException e) {
        into.problems().add(file, e);
      }
    }
  }

  private void picture(Fields fields) throws FieldException {
    fields.requireOnly(PICTURE);
    Path path = into.resolve(file, fields.text("file"), fields.where() + ".file");
    int width = (int) fields.whole("width", 1, Frame.MAX_SIDE_PX);
    int height = (int) fields.whole("height", 1, Frame.MAX_SIDE_PX);
    var picture =
        new LabelledPicture(
            into.name(path),
            fields.has("frame") ? fields.whole("frame", 0, MAX_FRAME) : 0,
            fields.has("seconds") ? fields.number("seconds", 0, MAX_SECONDS) : null,
            width,
            height,
            fields.textOrNull("sensor"),
            objects(fields, width, height));
    into.add(file, fields.where(), path, new Marking(picture, masks(fields)));
  }

  private List<LabelledObject> objects(Fields picture, int width, int height)
      throws FieldException {
    List<LabelledObject> objects = new ArrayList<>();
    for (Fields box : picture.elements("boxes", MAX_OBJECTS)) {
      try {
        LabelledObject object = object(box);
        Shapes.requireInside(box.where(), object, width, height);
        objects.add(object);
      } catch (FieldException e) {
        into.problems().add(file, e);
      }
    }
    return objects;
  }

  private static LabelledObject object(Fields fields) throws FieldException {
    fields.requireOnly(BOX);
    Box box = Shapes.box(fields);
    LabelledObject upright = LabelledObject.upright(Shapes.kind(fields), box);
    try {
      return new LabelledObject(
          upright.kind(),
          box,
          fields.has("corners") ? corners(fields, box) : upright.corners(),
          fields.has("visible") ? fields.number("visible", 0, 1) : 1,
          fields.flag("ignore"),
          fields.textOrNull("track"),
          fields.textOrNull("plate_kind"));
    } catch (IllegalArgumentException e) {
      throw new FieldException(fields.where() + ".corners", "are not four in convex order");
    }
  }

  private static List<Corner> corners(Fields fields, Box box) throws FieldException {
    List<Corner> corners = Shapes.corners(fields.member("corners"));
    for (Corner corner : corners) {
      if (corner.x() < box.left() - ROUNDING_PX
          || corner.x() > box.right() + ROUNDING_PX
          || corner.y() < box.top() - ROUNDING_PX
          || corner.y() > box.bottom() + ROUNDING_PX) {
        throw new FieldException(fields.where() + ".corners", "reach out of the box");
      }
    }
    return corners;
  }

  private @Nullable List<MaskedArea> masks(Fields picture) throws FieldException {
    if (!picture.has("masks")) {
      return null;
    }
    List<MaskedArea> masks = new ArrayList<>();
    for (Fields mask : picture.elements("masks", MAX_OBJECTS)) {
      try {
        masks.add(Shapes.mask(mask));
      } catch (FieldException e) {
        into.problems().add(file, e);
      }
    }
    return masks;
  }
}
