package dev.breakwater.anonymizer.synthetic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.anonymizer.detect.ObjectClass;
import java.util.ArrayList;
import java.util.Locale;

/**
 * The truth as JSON lines, one frame a line: {@code
 * {"frame":0,"timeMillis":0,"objects":[{"track":"plate-1","class":"plate",
 * "text":"...","x":1.0,"y":1.0,"w":1.0,"h":1.0,"visible":1.0}]}}; {@code text} only on plates,
 * lengths in pixels.
 */
public final class TruthFile {
  /** Longest line that is read, in characters. */
  static final int MAX_LINE = 64 << 10;

  /** Most objects in a frame that are read. */
  static final int MAX_OBJECTS = 200;

  /** Largest number that is read: a time in milliseconds, or a length in pixels. */
  static final long MAX_NUMBER = 1_000_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private TruthFile() {}

  /** Returns the line for a frame, without the line break. */
  public static String line(FrameTruth truth) {
    var line = JSON.createObjectNode();
    line.put("frame", truth.frame());
    line.put("timeMillis", truth.timeMillis());
    var objects = line.putArray("objects");
    truth.objects().forEach(object -> write(object, objects.addObject()));
    return line.toString();
  }

  /**
   * Reads a line.
   *
   * @throws TruthFormatException if the line is too long or is not such a line; the file is not a
   *     truth file of this version
   */
  public static FrameTruth parse(String line) throws TruthFormatException {
    if (line.length() > MAX_LINE) {
      throw new TruthFormatException("line of " + line.length() + " characters", null);
    }
    try {
      return read(JSON.readTree(line));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new TruthFormatException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void write(PlantedObject object, ObjectNode node) {
    node.put("track", object.track());
    node.put("class", object.kind().name().toLowerCase(Locale.ROOT));
    if (!object.text().isEmpty()) {
      node.put("text", object.text());
    }
    node.put("x", tenths(object.x()));
    node.put("y", tenths(object.y()));
    node.put("w", tenths(object.w()));
    node.put("h", tenths(object.h()));
    node.put("visible", Math.round(1000 * object.visible()) / 1000.0);
  }

  /** Rounds a length to tenths of a pixel. */
  static double tenths(double pixels) {
    return Math.round(10 * pixels) / 10.0;
  }

  private static FrameTruth read(JsonNode line) throws TruthFormatException {
    var nodes = line.path("objects");
    if (!nodes.isArray() || nodes.size() > MAX_OBJECTS) {
      throw new TruthFormatException("no list of at most " + MAX_OBJECTS + " objects", null);
    }
    var objects = new ArrayList<PlantedObject>();
    for (var node : nodes) {
      objects.add(object(node));
    }
    return new FrameTruth((int) number(line, "frame"), (long) number(line, "timeMillis"), objects);
  }

  private static PlantedObject object(JsonNode node) throws TruthFormatException {
    return new PlantedObject(
        node.path("track").asText(),
        ObjectClass.valueOf(node.path("class").asText().toUpperCase(Locale.ROOT)),
        node.path("text").asText(),
        number(node, "x"),
        number(node, "y"),
        number(node, "w"),
        number(node, "h"),
        number(node, "visible"));
  }

  private static double number(JsonNode node, String field) throws TruthFormatException {
    var value = node.path(field);
    if (!value.isNumber() || !(Math.abs(value.asDouble()) <= MAX_NUMBER)) {
      throw new TruthFormatException("no number '" + field + "' of at most " + MAX_NUMBER, null);
    }
    return value.asDouble();
  }
}
