package dev.breakwater.policy.catalog;

import dev.breakwater.policy.source.BuiltIn;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every kind of data that the car produces, and which kind a vehicle signal is, by its VSS path
 * (COVESA Vehicle Signal Specification): the longest entry that covers a path wins. Safe for use by
 * several threads.
 */
public final class Catalog {
  /** The category of a signal that no entry covers; no pack knows it, so it is denied. */
  public static final String UNKNOWN = "unknown";

  private static final String CN = "cn.yaml";
  private static final int MAX_KINDS = 10_000;
  private static final Set<String> FIELDS = Set.of("catalog", "kinds");

  private final Digest digest;
  private final Map<String, DataKind> kinds;
  private final Map<String, String> signals;

  private Catalog(Digest digest, Map<String, DataKind> kinds, Map<String, String> signals) {
    this.digest = digest;
    this.kinds = Map.copyOf(kinds);
    this.signals = Map.copyOf(signals);
  }

  /** Returns the built-in catalog, for passenger cars in mainland China. */
  public static Catalog cn() {
    return BuiltIn.load(Catalog.class, CN, Catalog::load);
  }

  /** Returns its file, to begin another one with. */
  public static Bytes cnText() {
    return BuiltIn.load(Catalog.class, CN, (yaml, name) -> yaml);
  }

  /**
   * Reads a catalog.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static Catalog load(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Map<String, DataKind> kinds = new LinkedHashMap<>();
    source
        .mapping(source.root(), FIELDS)
        .flatMap(file -> source.required(file, "kinds"))
        .ifPresent(node -> kinds.putAll(kinds(source, node)));
    Map<String, String> signals = new HashMap<>();
    for (DataKind kind : kinds.values()) {
      for (String path : kind.signals()) {
        String other = signals.putIfAbsent(path, kind.category());
        if (other != null) {
          source.problem(source.root(), path + " is both " + other + " and " + kind.category());
        }
      }
    }
    source.refuseIfBroken();
    return new Catalog(Digest.of(yaml), kinds, signals);
  }

  private static Map<String, DataKind> kinds(Source source, Node node) {
    Map<String, DataKind> kinds = new LinkedHashMap<>();
    if (!(node instanceof Mapping mapping) || mapping.fields().size() > MAX_KINDS) {
      source.problem(node, "a mapping from categories to their entries is expected here");
      return kinds;
    }
    var reader = new KindReader(source);
    mapping.forEach(
        (category, entry) ->
            reader.kind(category, entry).ifPresent(kind -> kinds.put(kind.category(), kind)));
    return kinds;
  }

  /** Returns the digest of the file's bytes. */
  public Digest digest() {
    return digest;
  }

  /** Returns the categories that data can have, without {@link #UNKNOWN}. */
  public Set<String> categories() {
    return kinds.keySet();
  }

  /** Returns what is declared of a category, empty if it is unknown. */
  public Optional<DataKind> kind(String category) {
    return Optional.ofNullable(kinds.get(category));
  }

  /** Returns the category that {@code data} names: itself, or that of the signal at this path. */
  public Optional<String> named(String data) {
    return kinds.containsKey(data)
        ? Optional.of(data)
        : Optional.of(categoryOf(data)).filter(category -> !category.equals(UNKNOWN));
  }

  /** Returns the category of the signal at {@code path}, {@link #UNKNOWN} if no entry covers it. */
  public String categoryOf(String path) {
    String exact = signals.get(path);
    if (exact != null) {
      return exact;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      String branch = signals.get(path.substring(0, dot) + ".*");
      if (branch != null) {
        return branch;
      }
    }
    return UNKNOWN;
  }

  /**
   * Lays the catalog over the signals of a car.
   *
   * @return the category of each signal by its path, {@link #UNKNOWN} where no entry covers it, in
   *     the order of the tree
   */
  public Map<String, String> cover(VssTree tree) {
    Map<String, String> categories = new LinkedHashMap<>();
    tree.paths().forEach(path -> categories.put(path, categoryOf(path)));
    return Collections.unmodifiableMap(categories);
  }

  /** Catalogs are equal if they were read from the same bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Catalog catalog && catalog.digest.equals(digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return "catalog " + digest;
  }
}
