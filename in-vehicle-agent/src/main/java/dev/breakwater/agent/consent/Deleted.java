package dev.breakwater.agent.consent;

import dev.breakwater.wire.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was deleted.
 *
 * @param items how many of each category
 * @param tombstones digests of the sealed items among them, as their tombstones name them
 */
public record Deleted(Map<String, Long> items, List<Digest> tombstones) {
  public static final Deleted NOTHING = new Deleted(Map.of(), List.of());

  public Deleted {
    items = Map.copyOf(items);
    tombstones = List.copyOf(tombstones);
  }

  public boolean isNothing() {
    return items.isEmpty();
  }

  Deleted and(Deleted other) {
    Map<String, Long> sum = new TreeMap<>(items);
    other.items.forEach((category, count) -> sum.merge(category, count, Long::sum));
    List<Digest> all = new ArrayList<>(tombstones);
    all.addAll(other.tombstones);
    return new Deleted(sum, all);
  }
}
