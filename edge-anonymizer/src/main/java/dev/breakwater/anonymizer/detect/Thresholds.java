package dev.breakwater.anonymizer.detect;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The classes that are searched for and the least score of each.
 *
 * @param least above 0 and below 1; at least one class
 */
public record Thresholds(Map<ObjectClass, Double> least) {
  /**
   * @throws IllegalArgumentException if a score is out of range or there is none
   */
  public Thresholds {
    if (least.isEmpty()) {
      throw new IllegalArgumentException("thresholds name no class");
    }
    least = Map.copyOf(least);
    least.forEach(
        (kind, score) -> {
          if (!(score > 0 && score < 1)) {
            throw new IllegalArgumentException("a threshold is above 0 and below 1, not " + score);
          }
        });
  }

  /** Returns the classes, in the order of {@link ObjectClass}. */
  public List<ObjectClass> classes() {
    return least.keySet().stream().sorted().toList();
  }

  /** Returns the least score of a class that is searched for. */
  public double of(ObjectClass kind) {
    Double score = least.get(kind);
    if (score == null) {
      throw new IllegalArgumentException("no " + kind + " is searched for");
    }
    return score;
  }

  /** Returns these with one class's score changed, if that class is searched for. */
  public Thresholds with(ObjectClass kind, double score) {
    if (!least.containsKey(kind)) {
      return this;
    }
    var changed = new EnumMap<>(least);
    changed.put(kind, score);
    return new Thresholds(changed);
  }
}
