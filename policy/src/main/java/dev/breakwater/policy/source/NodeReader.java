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
  private static final JsonFactory YAML = yaml();
  private static final JsonFactory JSON_LINE = json(Form.JSON_LINE);
  private static final JsonFactory JSON_TREE = json(Form.JSON_TREE);

  private final JsonParser parser;
  private final Source source;
  private final int maxValues;
  private int values;

  private NodeReader(JsonParser parser, Source source, int maxValues) {
    this.parser = parser;
    this.source = source;
    this.maxValues = maxValues;
  }

  /**
   * Returns the only document of {@code source}, to which problems go that do not hinder reading.
   *
   * @throws InvalidSourceException if the text is of another form, or has too much of it
   */
  static Node read(String text, Source source, Form form) throws InvalidSourceException {
    try (JsonParser parser = factory(form).createParser(text)) {
      return new NodeReader(parser, source, form.maxValues()).document();
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      source.problem(at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr(), why(e));
      throw source.invalid();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static JsonFactory factory(Form form) {
    return switch (form) {
      case YAML -> YAML;
      case JSON_LINE -> JSON_LINE;
      case JSON_TREE -> JSON_TREE;
    };
  }

  private static JsonFactory yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(Source.MAX_BYTES);
    var depth = depth(Form.YAML);
    return YAMLFactory.builder().loaderOptions(options).streamReadConstraints(depth).build();
  }

  private static JsonFactory json(Form form) {
    return JsonFactory.builder().streamReadConstraints(depth(form)).build();
  }

  private static StreamReadConstraints depth(Form form) {
    return StreamReadConstraints.builder().maxNestingDepth(form.maxDepth()).build();
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
    if (++values > maxValues) {
      throw new JsonParseException(parser, "more than " + maxValues + " values", at);
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
