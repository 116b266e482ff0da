package dev.breakwater.policy.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** A part of a YAML file that knows where it stands. */
public sealed interface Node {
  /** Returns the line, from 1. */
  int line();

  /** Returns the column, from 1. */
  int column();

  /** A word, number or text, as written. */
  record Scalar(String text, int line, int column) implements Node {}

  /** A list. */
  record Sequence(List<Node> elements, int line, int column) implements Node {
    public Sequence {
      elements = List.copyOf(elements);
    }
  }

  /** A mapping; keys in the order of the file. */
  record Mapping(Map<String, Node> fields, Map<String, Scalar> keys, int line, int column)
      implements Node {
    /** Hands out each key with its value, in the order of the file. */
    public void forEach(BiConsumer<Scalar, Node> entry) {
      keys.forEach(
          (name, key) -> entry.accept(key, Objects.requireNonNull(fields.get(name), name)));
    }
  }
}
