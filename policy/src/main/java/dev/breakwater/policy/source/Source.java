package dev.breakwater.policy.source;

import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Node.Scalar;
import dev.breakwater.policy.source.Node.Sequence;
import dev.breakwater.wire.Bytes;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An author's file, or one line of a recording, while it is read: hands out its parts and collects
 * the problems, so that one run names them all. Used by one thread.
 */
public final class Source {
  /** The largest YAML file that is looked at, bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** The largest JSON file of a tree that is looked at, bytes. */
  public static final int MAX_TREE_BYTES = 16 << 20;

  private static final int MAX_PROBLEMS = 100;
  private static final int MAX_EXCERPT = 200;
  private static final int MAX_PROBLEM_TEXT = 1000;

  private final String name;
  private final List<String> lines;
  private final int linesBefore;
  private final List<Problem> problems = new ArrayList<>();
  private final Node root;

  private Source(String name, String text, int linesBefore, Form form)
      throws InvalidSourceException {
    this.name = name;
    this.lines = text.lines().toList();
    this.linesBefore = linesBefore;
    this.root = NodeReader.read(text, this, form);
  }

  /**
   * Reads a file.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException if it is too large or not YAML at all; other problems are
   *     collected
   */
  public static Source read(Bytes bytes, String name) throws InvalidSourceException {
    return read(bytes, name, MAX_BYTES, Form.YAML);
  }

  /**
   * Reads the JSON file of a tree.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException if it is too large or not JSON at all; other problems are
   *     collected
   */
  public static Source readTree(Bytes json, String name) throws InvalidSourceException {
    return read(json, name, MAX_TREE_BYTES, Form.JSON_TREE);
  }

  private static Source read(Bytes bytes, String name, int limit, Form form)
      throws InvalidSourceException {
    if (bytes.length() > limit) {
      throw unreadable(name, 1, bytes.length() + " bytes; the limit is " + limit);
    }
    return new Source(name, text(bytes, name, 1), 0, form);
  }

  /**
   * Reads one line of a file of JSON lines.
   *
   * @param line its number, from 1
   * @throws InvalidSourceException if it is not JSON at all; other problems are collected
   */
  public static Source readLine(Bytes json, String name, int line) throws InvalidSourceException {
    return new Source(name, text(json, name, line), line - 1, Form.JSON_LINE);
  }

  private static String text(Bytes bytes, String name, int line) throws InvalidSourceException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.asBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(name, line, "the file is not UTF-8");
    }
  }

  private static InvalidSourceException unreadable(String name, int line, String problem) {
    return new InvalidSourceException(List.of(new Problem(name, line, 1, problem, "")));
  }

  public Node root() {
    return root;
  }

  /** Returns how many problems were recorded so far. */
  public int problems() {
    return problems.size();
  }

  /** Records what is wrong with {@code node}. */
  public void problem(Node node, String text) {
    problem(node.line(), node.column(), text);
  }

  /**
   * Records what is wrong at a place inside a text that one line of the file holds.
   *
   * @param column in the text, from 0
   */
  public void problemWithin(Scalar text, int column, String problem) {
    String line = excerpt(text.line());
    int at = text.column() - 1;
    boolean quoted = at < line.length() && "\"'".indexOf(line.charAt(at)) >= 0;
    problem(text.line(), text.column() + column + (quoted ? 1 : 0), problem);
  }

  void problem(int line, int column, String text) {
    if (problems.size() < MAX_PROBLEMS) {
      int at = linesBefore + Math.max(1, line);
      String shortened =
          text.length() <= MAX_PROBLEM_TEXT ? text : text.substring(0, MAX_PROBLEM_TEXT) + "...";
      problems.add(
          new Problem(
              name, at, Math.max(1, column), printable(shortened), printable(excerpt(line))));
    }
  }

  /** Problems go to terminals, and their texts quote the file. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private String excerpt(int line) {
    String text = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
    return text.length() <= MAX_EXCERPT ? text : "";
  }

  /** Returns the fields of a mapping, having named those that are not in {@code known}. */
  public Optional<Mapping> mapping(Node node, Set<String> known) {
    if (!(node instanceof Mapping mapping)) {
      problem(node, "a mapping is expected here");
      return Optional.empty();
    }
    mapping.keys().values().stream()
        .filter(key -> !known.contains(key.text()))
        .forEach(key -> problem(key, "unknown field '" + key.text() + "'"));
    return Optional.of(mapping);
  }

  /** Returns the value of a field that must be there. */
  public Optional<Node> required(Mapping mapping, String field) {
    Node value = mapping.fields().get(field);
    if (value == null) {
      problem(mapping, "the field '" + field + "' is missing");
    }
    return Optional.ofNullable(value);
  }

  /** Returns the elements of a list, at most {@code limit} of them. */
  public List<Node> elements(Node node, int limit) {
    if (!(node instanceof Sequence sequence)) {
      problem(node, "a list is expected here");
      return List.of();
    }
    if (sequence.elements().size() > limit) {
      problem(node, sequence.elements().size() + " elements; the limit is " + limit);
      return List.of();
    }
    return sequence.elements();
  }

  /**
   * Returns what {@code parse} makes of a scalar; what it throws becomes a problem.
   *
   * @param parse throws {@link IllegalArgumentException} or {@link DateTimeException}
   */
  public <T> Optional<T> scalar(Node node, Function<String, T> parse) {
    if (!(node instanceof Scalar scalar)) {
      problem(node, "a single value is expected here");
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(scalar.text()));
    } catch (IllegalArgumentException | DateTimeException e) {
      problem(node, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidSourceException if any problem was recorded
   */
  public void refuseIfBroken() throws InvalidSourceException {
    if (!problems.isEmpty()) {
      throw invalid();
    }
  }

  InvalidSourceException invalid() {
    return new InvalidSourceException(problems);
  }
}
