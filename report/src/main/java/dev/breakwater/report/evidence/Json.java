package dev.breakwater.report.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A value in an evidence file of JSON; whatever is not as a report needs it is an {@link
 * EvidenceException} that names its place.
 *
 * @param file name of the file
 * @param path of the value in it
 */
public record Json(String file, String path, JsonNode node) {
  /** Most elements of one list. */
  public static final int MAX_ELEMENTS = 100_000;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Reads the file as one JSON value. */
  public static Json of(EvidenceFile file) throws IOException, EvidenceException {
    byte[] content = file.read().toArray();
    try {
      return new Json(file.name(), "", MAPPER.readTree(content));
    } catch (JsonProcessingException e) {
      throw new EvidenceException(file.name(), "it is no JSON: " + e.getOriginalMessage());
    }
  }

  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  public Json field(String field) throws EvidenceException {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw new EvidenceException(file, "it has no " + path + "." + field);
    }
    return new Json(file, path + "." + field, value);
  }

  public String text(String field) throws EvidenceException {
    Json value = field(field);
    if (!value.node.isTextual()) {
      throw new EvidenceException(file, value.path + " is no text");
    }
    return value.node.textValue();
  }

  /** Returns a whole number from 0. */
  public long count(String field) throws EvidenceException {
    Json value = field(field);
    if (!value.node.isIntegralNumber()
        || !value.node.canConvertToLong()
        || value.node.longValue() < 0) {
      throw new EvidenceException(file, value.path + " is no count");
    }
    return value.node.longValue();
  }

  /** Returns a share in [0, 1]. */
  public double share(String field) throws EvidenceException {
    Json value = field(field);
    double share = value.node.isNumber() ? value.node.doubleValue() : Double.NaN;
    if (!(share >= 0 && share <= 1)) {
      throw new EvidenceException(file, value.path + " is no share");
    }
    return share;
  }

  public Digest digest(String field) throws EvidenceException {
    try {
      return Digest.ofHex(text(field));
    } catch (IllegalArgumentException e) {
      throw new EvidenceException(file, path + "." + field + " is no SHA-256");
    }
  }

  public List<Json> list(String field) throws EvidenceException {
    return field(field).elements();
  }

  public List<Json> elements() throws EvidenceException {
    if (!node.isArray() || node.size() > MAX_ELEMENTS) {
      throw new EvidenceException(
          file, (path.isEmpty() ? "it" : path) + " is no list of at most " + MAX_ELEMENTS);
    }
    List<Json> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Json(file, path + "[" + i + "]", node.get(i)));
    }
    return elements;
  }

  public List<String> texts(String field) throws EvidenceException {
    List<String> texts = new ArrayList<>();
    for (Json each : list(field)) {
      if (!each.node.isTextual()) {
        throw new EvidenceException(file, each.path + " is no text");
      }
      texts.add(each.node.textValue());
    }
    return texts;
  }
}
