package dev.breakwater.agent.statutory.packet;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One type of information that a report may have. */
public final class Table {
  private static final Map<Edition, Map<Integer, Table>> ALL =
      Map.of(Edition.V2016, byType(Tables2016.all()), Edition.V2025, byType(Tables2025.all()));

  private final int type;
  private final String name;
  private final Set<String> categories;
  private final Source source;
  private final Layout layout;

  /**
   * @param type byte by which it is announced
   * @param categories of the policy's catalog, all of which have to be permitted, without {@code
   *     statutory.gbt32960.}
   */
  Table(int type, String name, Set<String> categories, Source source, Layout layout) {
    this.type = type;
    this.name = name;
    this.categories =
        categories.stream()
            .map(category -> "statutory.gbt32960." + category)
            .collect(Collectors.toUnmodifiableSet());
    this.source = source;
    this.layout = layout;
  }

  private static Map<Integer, Table> byType(Stream<Table> tables) {
    return tables.collect(Collectors.toUnmodifiableMap(Table::type, Function.identity()));
  }

  /** Returns the tables of an edition by the byte that announces each. */
  static Map<Integer, Table> of(Edition edition) {
    return Objects.requireNonNull(ALL.get(edition));
  }

  /**
   * Returns the table that an edition calls so, e.g. {@code drive-motor}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Table named(Edition edition, String name) {
    return of(edition).values().stream()
        .filter(table -> table.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(edition.title() + " has no " + name));
  }

  public int type() {
    return type;
  }

  public String name() {
    return name;
  }

  /** Returns the categories of the policy's catalog that a block of it belongs to. */
  public Set<String> categories() {
    return categories;
  }

  public Source source() {
    return source;
  }

  Layout layout() {
    return layout;
  }
}
