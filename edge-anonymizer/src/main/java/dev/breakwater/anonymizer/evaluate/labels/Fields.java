package dev.breakwater.anonymizer.evaluate.labels;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value of a file of others and where it stands in it.
 *
 * @param where e.g. {@code [3].boxes[0]}; empty for the whole file
 */
record Fields(JsonNode node, String where) {
  /** The largest file that is read, bytes. */
  static final long MAX_FILE_BYTES = 64L << 20;

  /** The longest text that is taken, characters. */
  static final int MAX_TEXT = 1000;

  private static final int MAX_DEPTH = 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
  }

  /** Reads a whole file. */
  static Fields read(Path file) throws IOException, FieldException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new FieldException("", "is larger than " + MAX_FILE_BYTES + " bytes");
    }
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      return new Fields(parse(parser), "");
    } catch (JacksonException e) {
      throw notJson(e);
    }
  }

  /**
   * Reads one line of a file.
   *
   * @param where the line's number
   */
  static Fields ofLine(String line, String where) throws FieldException {
    try (JsonParser parser = JSON.createParser(line)) {
      return new Fields(parse(parser), where);
    } catch (JacksonException e) {
      throw new FieldException(where, "is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading a text", e);
    }
  }

  private static JsonNode parse(JsonParser parser) throws IOException {
    JsonNode node = JSON.readTree(parser);
    return node == null ? JSON.missingNode() : node;
  }

  private static FieldException notJson(JacksonException problem) {
    JsonLocation at = problem.getLocation();
    String where = at == null ? "" : at.getLineNr() + ":" + at.getColumnNr();
    return new FieldException(where, "is no JSON: " + problem.getOriginalMessage());
  }

  boolean isList() {
    return node.isArray();
  }

  boolean has(String name) {
    return node.has(name);
  }

  /** Fails if a member is unknown: a misspelt one would be lost silently. */
  void requireOnly(Set<String> known) throws FieldException {
    requireObject();
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new FieldException(at(name), "is not known here");
      }
    }
  }

  void requireObject() throws FieldException {
    if (!node.isObject()) {
      throw new FieldException(where, "is no object");
    }
  }

  /** Returns the elements of this list. */
  List<Fields> elements(int most) throws FieldException {
    if (!node.isArray()) {
      throw new FieldException(where, "is no list");
    }
    if (node.size() > most) {
      throw new FieldException(where, "has " + node.size() + " elements, at most " + most);
    }
    List<Fields> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Fields(node.get(i), where + "[" + i + "]"));
    }
    return elements;
  }

  List<Fields> elements(String name, int most) throws FieldException {
    return member(name).elements(most);
  }

  /** Returns a number from {@code least} to {@code most}. */
  double number(String name, double least, double most) throws FieldException {
    return member(name).number(least, most);
  }

  double number(double least, double most) throws FieldException {
    double value = node.asDouble();
    if (!node.isNumber() || !(value >= least && value <= most)) {
      throw new FieldException(
          where, "is no number from " + shortest(least) + " to " + shortest(most));
    }
    return value;
  }

  private static String shortest(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** Returns a whole number from {@code least} to {@code most}. */
  long whole(String name, long least, long most) throws FieldException {
    Fields member = member(name);
    double value = member.number((double) least, (double) most);
    if (value != Math.rint(value)) {
      throw new FieldException(member.where, "is no whole number");
    }
    return (long) value;
  }

  boolean flag(String name) throws FieldException {
    if (!has(name)) {
      return false;
    }
    Fields member = member(name);
    if (!member.node.isBoolean()) {
      throw new FieldException(member.where, "is neither true nor false");
    }
    return member.node.asBoolean();
  }

  String text(String name) throws FieldException {
    Fields member = member(name);
    String text = member.node.asText();
    if (!member.node.isTextual() || text.isBlank() || text.length() > MAX_TEXT) {
      throw new FieldException(member.where, "is no text of 1 to " + MAX_TEXT + " characters");
    }
    return text;
  }

  @Nullable String textOrNull(String name) throws FieldException {
    return node.hasNonNull(name) ? text(name) : null;
  }

  Fields member(String name) throws FieldException {
    JsonNode member = node.get(name);
    if (member == null) {
      throw new FieldException(at(name), "is missing");
    }
    return new Fields(member, at(name));
  }

  private String at(String name) {
    return where.isEmpty() ? name : where + "." + name;
  }
}
