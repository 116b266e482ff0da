package dev.breakwater.anonymizer.files;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.anonymizer.detect.Box;
import dev.breakwater.anonymizer.detect.ObjectClass;
import dev.breakwater.anonymizer.gate.SafeFrame;
import dev.breakwater.anonymizer.redact.Mask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * COCO object detection. Annotations are written as frames come, images after them; JSON has no
 * order of members. An image's id is the frame's index.
 */
final class CocoExport implements MaskExport {
  private final JsonGenerator json;
  private final String name;
  private final List<Image> images = new ArrayList<>();
  private long annotations;
  private boolean closed;

  private record Image(long id, int width, int height, double seconds) {}

  CocoExport(Path file, String name) throws IOException {
    this.name = name;
    this.json = new ObjectMapper().createGenerator(Part.writer(file));
    json.writeStartObject();
    json.writeArrayFieldStart("annotations");
  }

  @Override
  public void add(SafeFrame frame) throws IOException {
    long id = frame.info().index();
    double seconds = frame.info().presentationMicros() / MaskList.MICROS_PER_SECOND;
    images.add(new Image(id, frame.widthPx(), frame.heightPx(), seconds));
    for (Mask mask : frame.masks()) {
      annotation(id, mask);
    }
  }

  private void annotation(long image, Mask mask) throws IOException {
    Box extent = mask.extent();
    json.writeStartObject();
    json.writeNumberField("id", ++annotations);
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", category(mask.kind()));
    json.writeFieldName("bbox");
    json.writeArray(
        new double[] {extent.left(), extent.top(), extent.width(), extent.height()}, 0, 4);
    json.writeNumberField("area", area(mask));
    json.writeNumberField("iscrowd", 0);
    json.writeArrayFieldStart("segmentation");
    json.writeStartArray();
    for (Mask.Corner corner : mask.corners()) {
      json.writeNumber(corner.x());
      json.writeNumber(corner.y());
    }
    json.writeEndArray();
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The area of the four corners' polygon (shoelace formula), which is what is written. */
  private static double area(Mask mask) {
    List<Mask.Corner> corners = mask.corners();
    double twice = 0;
    for (int i = 0; i < corners.size(); i++) {
      Mask.Corner next = corners.get((i + 1) % corners.size());
      twice += corners.get(i).x() * next.y() - next.x() * corners.get(i).y();
    }
    return Math.abs(twice) / 2;
  }

  private static int category(ObjectClass kind) {
    return switch (kind) {
      case FACE -> 1;
      case PLATE -> 2;
    };
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (json) {
      json.writeEndArray();
      json.writeArrayFieldStart("images");
      for (Image image : images) {
        json.writeStartObject();
        json.writeNumberField("id", image.id);
        json.writeStringField("file_name", name);
        json.writeNumberField("width", image.width);
        json.writeNumberField("height", image.height);
        json.writeNumberField("seconds", image.seconds);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("categories");
      for (ObjectClass kind : ObjectClass.values()) {
        json.writeStartObject();
        json.writeNumberField("id", category(kind));
        json.writeStringField("name", kind.name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
