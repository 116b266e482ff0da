package dev.breakwater.cli.vehicle;

import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Node.Mapping;
import dev.breakwater.policy.source.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Names that nobody knows are problems, each with the known name that it resembles most. */
public final class KnownNames {
  private KnownNames() {}

  /**
   * Returns the mapping that {@code node} is.
   *
   * @param what is named, for messages
   */
  public static Optional<Mapping> mapping(
      Source source, Node node, List<String> known, String what) {
    if (!(node instanceof Mapping mapping)) {
      source.problem(node, "a mapping is expected here");
      return Optional.empty();
    }
    mapping.keys().values().stream()
        .filter(key -> !known.contains(key.text()))
        .forEach(
            key ->
                source.problem(
                    key,
                    "unknown %s '%s'; did you mean '%s'?"
                        .formatted(what, key.text(), nearest(key.text(), known))));
    return Optional.of(mapping);
  }

  /** Returns the name that takes the fewest changes of a character; of several the first. */
  static String nearest(String text, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> changes(text, name)))
        .orElseThrow(() -> new IllegalArgumentException("nothing is known"));
  }

  /** The distance of Levenshtein, row by row. */
  private static int changes(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
