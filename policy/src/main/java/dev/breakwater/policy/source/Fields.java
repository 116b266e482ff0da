package dev.breakwater.policy.source;

import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Node.Sequence;
import dev.breakwater.wire.Digest;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The fields of one mapping of an author's file. What is missing or wrong goes to the source, so a
 * reader asks for every field before it looks at the first. Used by one thread.
 */
public final class Fields {
  private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,17}");
  private static final Pattern PIN = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final int MAX_TEXT = 1000;

  private final Source source;
  private final Mapping mapping;

  private Fields(Source source, Mapping mapping) {
    this.source = source;
    this.mapping = mapping;
  }

  /** Returns the fields of {@code node}, having named those that are not in {@code known}. */
  public static Optional<Fields> of(Source source, Node node, Set<String> known) {
    return source.mapping(node, known).map(mapping -> new Fields(source, mapping));
  }

  /** Returns the value of a field that must be there. */
  public Optional<Node> node(String field) {
    return source.required(mapping, field);
  }

  /** Returns the value of a field that may be missing. */
  public Optional<Node> given(String field) {
    return Optional.ofNullable(mapping.fields().get(field));
  }

  /** Returns what {@code parse} makes of a field that must be there. */
  public <T> Optional<T> one(String field, Function<String, T> parse) {
    return node(field).flatMap(node -> source.scalar(node, parse));
  }

  /** Returns the elements of a list that must be there, at most {@code limit} of them. */
  public List<Node> elements(String field, int limit) {
    return node(field).map(node -> source.elements(node, limit)).orElse(List.of());
  }

  /** Returns what {@code parse} makes of the elements of a list: at least one, none twice. */
  public <T> Set<T> some(String field, int limit, Function<String, T> parse) {
    if (mapping.fields().get(field) instanceof Sequence list && list.elements().isEmpty()) {
      source.problem(list, "at least one is expected here");
    }
    return set(elements(field, limit), parse);
  }

  /** The same of a list that may be missing or empty. */
  public <T> Set<T> any(String field, int limit, Function<String, T> parse) {
    return set(given(field).map(node -> source.elements(node, limit)).orElse(List.of()), parse);
  }

  private <T> Set<T> set(List<Node> elements, Function<String, T> parse) {
    Set<T> all = new LinkedHashSet<>();
    for (Node element : elements) {
      source
          .scalar(element, parse)
          .filter(value -> !all.add(value))
          .ifPresent(value -> source.problem(element, "'" + value + "' is here twice"));
    }
    return all;
  }

  /** Records what is wrong with a field; one that is missing is named elsewhere. */
  public void problem(String field, String text) {
    Node value = mapping.fields().get(field);
    if (value != null) {
      source.problem(value, text);
    }
  }

  /**
   * Returns an id as it is.
   *
   * @throws IllegalArgumentException if it has another shape
   */
  public static String id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new IllegalArgumentException("an id has 1 to 64 of a-z 0-9 . -");
    }
    return text;
  }

  /**
   * Returns a text as it is.
   *
   * @throws IllegalArgumentException if it is blank or too long
   */
  public static String text(String text) {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("a text has 1 to " + MAX_TEXT + " characters");
    }
    return text;
  }

  /**
   * Reads the number of a paper, which grows with each that takes its place.
   *
   * @throws IllegalArgumentException if the text is another
   */
  public static long sequence(String text) {
    if (!SEQUENCE.matcher(text).matches()) {
      throw new IllegalArgumentException("a number from 1 is expected here");
    }
    return Long.parseLong(text);
  }

  /**
   * Reads the pin of a certificate.
   *
   * @throws IllegalArgumentException if the text is another
   */
  public static Digest certificatePin(String text) {
    if (!PIN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the SHA-256 of a certificate, 64 hexadecimal digits, is expected here");
    }
    return Digest.ofHex(text);
  }

  /**
   * Returns the truth that a text names.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  /**
   * Returns the day of a year of four digits: later ones only overflow.
   *
   * @throws IllegalArgumentException if it is written otherwise
   * @throws java.time.DateTimeException if there is no such day
   */
  public static LocalDate day(String text) {
    if (!DAY.matcher(text).matches()) {
      throw new IllegalArgumentException("a day, e.g. 2026-01-31, is expected here");
    }
    return LocalDate.parse(text);
  }

  /**
   * Returns the constant that an author calls {@code text}: in lower case, with hyphens.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static <E extends Enum<E>> E named(Class<E> type, String text) {
    Set<E> all = EnumSet.allOf(type);
    return all.stream()
        .filter(constant -> nameOf(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is none of " + all.stream().map(Fields::nameOf).toList()));
  }

  /** Returns what an author calls a constant. */
  public static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
