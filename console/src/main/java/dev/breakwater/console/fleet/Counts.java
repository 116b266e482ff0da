package dev.breakwater.console.fleet;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up by a key that a vehicle may have chosen. Not thread-safe.
 *
 * @param <K> what is counted, a value
 */
final class Counts<K> {
  /** More different keys than this are counted together. */
  static final int MAX_KEYS = 500;

  private final Map<K, Long> counts = new HashMap<>();
  private long others;

  /**
   * A key and its number.
   *
   * @param <K> what is counted
   */
  record Count<K>(K key, long number) {}

  void add(K key, long number) {
    if (counts.containsKey(key) || counts.size() < MAX_KEYS) {
      counts.merge(key, number, Long::sum);
    } else {
      others += number;
    }
  }

  long of(K key) {
    return counts.getOrDefault(key, 0L);
  }

  /** Returns the sum of what has no key of its own. */
  long others() {
    return others;
  }

  /** Returns all, the largest first. */
  List<Count<K>> all() {
    return counts.entrySet().stream()
        .map(each -> new Count<>(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparingLong((Count<K> each) -> each.number())
                .reversed()
                .thenComparing(each -> String.valueOf(each.key())))
        .toList();
  }

  void clear() {
    counts.clear();
    others = 0;
  }
}
