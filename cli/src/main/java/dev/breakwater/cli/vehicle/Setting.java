package dev.breakwater.cli.vehicle;

import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Node.Scalar;
import dev.breakwater.policy.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One option of a section of the configuration.
 *
 * @param preset what it is when the file does not say
 * @param presetText the same as the file would say it
 * @param comment one line for the printed file, with the unit of a number
 * @param reading makes a value of what the file says; empty if it told the source of a problem
 */
public record Setting<T>(
    String name, T preset, String presetText, String comment, Reading<T> reading) {
  /** The most elements of a list. */
  static final int MAX_ELEMENTS = 1000;

  /** Makes a value of a part of the file. */
  @FunctionalInterface
  public interface Reading<T> {
    Optional<T> read(Source source, Node node);
  }

  /**
   * An option with one value.
   *
   * @param preset its default, as the file would say it
   * @param parse throws {@link IllegalArgumentException} with what is expected
   */
  public static <T> Setting<T> of(
      String name, String preset, String comment, Function<String, T> parse) {
    return new Setting<>(
        name, parse.apply(preset), preset, comment, (source, node) -> source.scalar(node, parse));
  }

  /** An option that may have no value, which is its default and written {@code ""}. */
  public static <T> Setting<Optional<T>> optional(
      String name, String comment, Function<String, T> parse) {
    return new Setting<>(
        name,
        Optional.empty(),
        "\"\"",
        comment,
        (source, node) ->
            isBlank(node)
                ? Optional.of(Optional.empty())
                : source.scalar(node, text -> Optional.of(parse.apply(text))));
  }

  /** An option with a list of values; its default is the empty list. */
  public static <T> Setting<List<T>> list(String name, String comment, Function<String, T> parse) {
    return new Setting<>(
        name, List.of(), "[]", comment, (source, node) -> elements(source, node, parse));
  }

  private static <T> Optional<List<T>> elements(
      Source source, Node node, Function<String, T> parse) {
    int before = source.problems();
    List<T> all = new ArrayList<>();
    for (Node element : source.elements(node, MAX_ELEMENTS)) {
      source.scalar(element, parse).ifPresent(all::add);
    }
    return source.problems() > before ? Optional.empty() : Optional.of(List.copyOf(all));
  }

  /** Returns whether the file names an option, or a section, and says nothing about it. */
  static boolean isBlank(Node node) {
    return node instanceof Scalar scalar
        && (scalar.text().isBlank() || scalar.text().equals("null"));
  }
}
