package dev.breakwater.policy.source;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Builds {@link Node}s from YAML 1.1 or JSON text. Aliases, tags and repeated keys are refused:
 * nothing in a law pack needs them, and they are how small files become large ones.
 */
final class NodeReader {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NODES = 100_000;
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();
  private static final YAMLFactory YAML = yaml();

  private final JsonParser parser;
  private final Source source;
  private int nodes;

  private NodeReader(JsonParser parser, Source source) {
    this.parser = parser;
    this.source = source;
  }

  private static YAMLFactory yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(Source.MAX_BYTES);
    return YAMLFactory.builder().loaderOptions(options).streamReadConstraints(LIMITS).build();
  }

  /**
   * Returns the only YAML document of {@code source}, to which problems go that do not hinder
   * reading.
   *
   * @throws InvalidSourceException if the text is not YAML, or has too much of it
   */
  static Node yaml(String text, Source source) throws InvalidSourceException {
    return read(text, source, YAML);
  }

  /**
   * Returns the only JSON value of {@code source}, likewise.
   *
   * @throws InvalidSourceException if the text is not JSON, or has too much of it
   */
  static Node json(String text, Source source) throws InvalidSourceException {
    return read(text, source, JSON);
  }

  private static Node read(String text, Source source, JsonFactory factory)
      throws InvalidSourceException {
    try (JsonParser parser = factory.createParser(text)) {
      return new NodeReader(parser, source).document();
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      source.problem(at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr(), why(e));
      throw source.invalid();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static String why(JacksonException e) {
    if (e.getCause() instanceof MarkedYAMLException cause && cause.getContext() != null) {
      return cause.getContext() + ": " + cause.getProblem();
    }
    return e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
  }

  private Node document() throws IOException {
    if (parser.nextToken() == null) {
      source.problem(1, 1, "the file is empty");
      return new Node.Mapping(Map.of(), Map.of(), 1, 1);
    }
    Node root = node();
    if (parser.nextToken() != null) {
      problemHere("only one document is allowed in a file");
    }
    return root;
  }

  private Node node() throws IOException {
    refuseReferences();
    JsonLocation at = parser.currentTokenLocation();
    if (++nodes > MAX_NODES) {
      throw new JsonParseException(parser, "more than " + MAX_NODES + " values", at);
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return mapping(at);
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      return sequence(at);
    }
    return new Node.Scalar(parser.getText(), at.getLineNr(), at.getColumnNr());
  }

  private Node sequence(JsonLocation at) throws IOException {
    List<Node> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(node());
    }
    return new Node.Sequence(elements, at.getLineNr(), at.getColumnNr());
  }

  private Node mapping(JsonLocation at) throws IOException {
    Map<String, Node> fields = new LinkedHashMap<>();
    Map<String, Node.Scalar> keys = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      JsonLocation keyAt = parser.currentTokenLocation();
      String key = parser.currentName();
      if (fields.containsKey(key)) {
        source.problem(keyAt.getLineNr(), keyAt.getColumnNr(), "'" + key + "' is here twice");
      }
      parser.nextToken();
      fields.put(key, node());
      keys.put(key, new Node.Scalar(key, keyAt.getLineNr(), keyAt.getColumnNr()));
    }
    return new Node.Mapping(fields, keys, at.getLineNr(), at.getColumnNr());
  }

  private void refuseReferences() throws IOException {
    if (parser.getTypeId() != null || isAlias()) {
      problemHere("aliases and tags are not allowed");
    }
  }

  private boolean isAlias() {
    return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
  }

  private void problemHere(String text) {
    JsonLocation at = parser.currentTokenLocation();
    source.problem(at.getLineNr(), at.getColumnNr(), text);
  }
}
