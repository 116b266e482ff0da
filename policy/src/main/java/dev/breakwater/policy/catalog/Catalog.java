package dev.breakwater.policy.catalog;

import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Says which category a vehicle signal belongs to, by its VSS path (COVESA Vehicle Signal
 * Specification). The longest entry that covers a path wins. Safe for use by several threads.
 */
public final class Catalog {
  /** The category of a signal that no entry covers; no pack knows it, so it is denied. */
  public static final String UNKNOWN = "unknown";

  private static final String VSS = "vss.yaml";
  private static final int MAX_ENTRIES = 100_000;

  private final Map<String, String> entries;

  private Catalog(Map<String, String> entries) {
    this.entries = Map.copyOf(entries);
  }

  /** Returns the built-in catalog. */
  public static Catalog vss() {
    try (InputStream in = Catalog.class.getResourceAsStream(VSS)) {
      return load(Bytes.of(in.readAllBytes()), VSS);
    } catch (InvalidSourceException e) {
      throw new IllegalStateException("the built-in catalog is broken", e);
    } catch (IOException e) {
      throw new UncheckedIOException(VSS, e);
    }
  }

  /**
   * Reads a catalog: a mapping from a path, or a branch written {@code Vehicle.Cabin.*}, to a
   * category.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static Catalog load(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Map<String, String> entries = new HashMap<>();
    if (source.root() instanceof Node.Mapping file && file.fields().size() <= MAX_ENTRIES) {
      file.fields()
          .forEach(
              (path, node) ->
                  source.scalar(node, Catalog::category).ifPresent(c -> entries.put(path, c)));
    } else {
      source.problem(source.root(), "a mapping from paths to categories is expected here");
    }
    source.refuseIfBroken();
    return new Catalog(entries);
  }

  private static String category(String text) {
    return new CategoryPattern(text).text();
  }

  /** Returns the categories that signals can have, without {@link #UNKNOWN}. */
  public Set<String> categories() {
    return Set.copyOf(entries.values());
  }

  /** Returns the category of the signal at {@code path}, {@link #UNKNOWN} if no entry covers it. */
  public String categoryOf(String path) {
    String exact = entries.get(path);
    if (exact != null) {
      return exact;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      String branch = entries.get(path.substring(0, dot) + ".*");
      if (branch != null) {
        return branch;
      }
    }
    return UNKNOWN;
  }
}
