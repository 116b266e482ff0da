package dev.breakwater.anonymizer.evaluate.labels;

import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.evaluate.LabelledObject;
import dev.breakwater.anonymizer.evaluate.LabelledPicture;
import dev.breakwater.anonymizer.frame.Frame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Labels in COCO's form for object detection: images, annotations with {@code bbox}, categories. An
 * annotation with {@code iscrowd} 1 is ignored. Members that COCO's many writers add are read over,
 * but an image may say {@code frame} and {@code seconds}.
 */
final class CocoLabels {
  static final int MAX_ANNOTATIONS = 2_000_000;

  private static final int MAX_CATEGORIES = 1000;
  private static final double MAX_ID = 9e15;
  private static final Set<String> FACES = Set.of("face", "humanface");
  private static final Set<String> PLATES =
      Set.of("plate", "licenseplate", "licenceplate", "numberplate");

  private final Path file;
  private final LabelledFiles into;
  private final Map<Long, String> categories = new HashMap<>();
  private final Map<Long, Image> images = new LinkedHashMap<>();

  private record Image(Fields fields, int width, int height, List<LabelledObject> objects) {}

  CocoLabels(Path file, LabelledFiles into) {
    this.file = file;
    this.into = into;
  }

  void read(Fields whole) throws FieldException {
    whole.requireObject();
    each(whole.elements("categories", MAX_CATEGORIES), this::category);
    each(whole.elements("images", LabelledFiles.MAX_PICTURES), this::image);
    each(whole.elements("annotations", MAX_ANNOTATIONS), this::annotation);
    for (Image image : images.values()) {
      each(List.of(image.fields), fields -> finish(image));
    }
  }

  private interface Step {
    void take(Fields fields) throws FieldException;
  }

  private void each(List<Fields> list, Step step) {
    for (Fields fields : list) {
      try {
        step.take(fields);
      } catch (FieldException e) {
        into.problems().add(file, e);
      }
    }
  }

  private void category(Fields fields) throws FieldException {
    categories.put(id(fields, "id"), fields.text("name"));
  }

  private void image(Fields fields) throws FieldException {
    var image =
        new Image(
            fields,
            (int) fields.whole("width", 1, Frame.MAX_SIDE_PX),
            (int) fields.whole("height", 1, Frame.MAX_SIDE_PX),
            new ArrayList<>());
    if (images.put(id(fields, "id"), image) != null) {
      throw new FieldException(fields.where() + ".id", "is that of another image");
    }
  }

  private void annotation(Fields fields) throws FieldException {
    Image image = images.get(id(fields, "image_id"));
    if (image == null) {
      throw new FieldException(fields.where() + ".image_id", "is that of no image");
    }
    if (image.objects.size() >= OurLabels.MAX_OBJECTS) {
      throw new FieldException(
          fields.where(), "its image has more than " + OurLabels.MAX_OBJECTS + " objects");
    }
    boolean crowd = fields.has("iscrowd") && fields.whole("iscrowd", 0, 1) == 1;
    LabelledObject object = LabelledObject.upright(kind(fields), box(fields), 1, crowd);
    Shapes.requireInside(fields.where() + ".bbox", object, image.width, image.height);
    image.objects.add(object);
  }

  private ObjectClass kind(Fields fields) throws FieldException {
    String name = categories.get(id(fields, "category_id"));
    String where = fields.where() + ".category_id";
    if (name == null) {
      throw new FieldException(where, "is that of no category");
    }
    return ofName(name, where);
  }

  /** Returns the class that a data set calls so, e.g. "License Plate". */
  static ObjectClass ofName(String name, String where) throws FieldException {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    if (FACES.contains(plain)) {
      return ObjectClass.FACE;
    }
    if (PLATES.contains(plain)) {
      return ObjectClass.PLATE;
    }
    throw new FieldException(where, "'" + name + "' is neither face nor plate");
  }

  private static Box box(Fields fields) throws FieldException {
    List<Fields> numbers = fields.elements("bbox", 4);
    String where = fields.where() + ".bbox";
    if (numbers.size() != 4) {
      throw new FieldException(where, "is not x, y, width and height");
    }
    double most = Frame.MAX_SIDE_PX;
    return Shapes.box(
        where,
        numbers.get(0).number(-most, most),
        numbers.get(1).number(-most, most),
        numbers.get(2).number(0, most),
        numbers.get(3).number(0, most));
  }

  private void finish(Image image) throws FieldException {
    Fields fields = image.fields;
    Path path = into.resolve(file, fields.text("file_name"), fields.where() + ".file_name");
    var picture =
        new LabelledPicture(
            into.name(path),
            fields.has("frame") ? fields.whole("frame", 0, OurLabels.MAX_FRAME) : 0,
            fields.has("seconds") ? fields.number("seconds", 0, OurLabels.MAX_SECONDS) : null,
            image.width,
            image.height,
            null,
            image.objects);
    into.add(file, fields.where(), path, new Marking(picture, null));
  }

  private static long id(Fields fields, String name) throws FieldException {
    return fields.whole(name, 0, (long) MAX_ID);
  }
}
