package dev.breakwater.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * How long the gate took for frames, from when it was given one until it was decided. Counts, not
 * percentiles: those of many clips add up.
 *
 * @param counts frames that took at most each of {@link #LIMITS_MILLIS} and more than the one
 *     before it; at last those that took longer. Empty if it is not told
 */
public record Latencies(List<Integer> counts) {
  /** Milliseconds; their meaning is part of the schema, so they never change. */
  public static final List<Integer> LIMITS_MILLIS =
      List.of(25, 50, 75, 100, 125, 150, 200, 300, 500, 1000, 2000, 5000);

  /** Of a clip that an earlier release made. */
  public static final Latencies NOT_TOLD = new Latencies(List.of());

  /**
   * @throws IllegalArgumentException if it has another number of counts, or one is negative
   */
  public Latencies {
    counts = List.copyOf(counts);
    if (!counts.isEmpty() && counts.size() != LIMITS_MILLIS.size() + 1) {
      throw new IllegalArgumentException(counts.size() + " counts of latencies");
    }
    if (counts.stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("a negative count of latencies");
    }
  }

  /** Sorts latencies in milliseconds. */
  public static Latencies of(List<Long> millis) {
    List<Integer> counts = new ArrayList<>();
    long below = 0;
    for (int limit : LIMITS_MILLIS) {
      long within = millis.stream().filter(each -> each <= limit).count();
      counts.add((int) (within - below));
      below = within;
    }
    counts.add((int) (millis.size() - below));
    return new Latencies(counts);
  }

  public boolean isTold() {
    return !counts.isEmpty();
  }

  /** Returns how many frames are counted. */
  public long frames() {
    return counts.stream().mapToLong(Integer::longValue).sum();
  }
}
