package dev.breakwater.ingest.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A set of item numbers, as ranges: what a chain delivers without holes takes one entry, however
 * long it is. Not thread-safe.
 */
public final class Numbers {
  /** Last number of each range by its first; ranges neither overlap nor touch. */
  private final NavigableMap<Long, Long> ranges = new TreeMap<>();

  /**
   * @param first the first and last number of a range, both in it
   */
  public record Range(long first, long last) {
    @Override
    public String toString() {
      return first == last ? Long.toString(first) : first + "-" + last;
    }
  }

  public void add(long number) {
    add(number, number);
  }

  public void add(long first, long last) {
    long begin = first;
    long end = last;
    Map.Entry<Long, Long> each = ranges.floorEntry(last == Long.MAX_VALUE ? last : last + 1);
    while (each != null && each.getValue() >= begin - 1) {
      begin = Math.min(begin, each.getKey());
      end = Math.max(end, each.getValue());
      ranges.remove(each.getKey());
      each = ranges.floorEntry(last == Long.MAX_VALUE ? last : last + 1);
    }
    ranges.put(begin, end);
  }

  /** Returns what is in this set and not in {@code other}. */
  public List<Range> without(Numbers other) {
    List<Range> missing = new ArrayList<>();
    ranges.forEach(
        (first, last) -> {
          long next = first;
          for (Range covered : other.within(first, last)) {
            if (covered.first() > next) {
              missing.add(new Range(next, covered.first() - 1));
            }
            next = covered.last() + 1;
          }
          if (next <= last) {
            missing.add(new Range(next, last));
          }
        });
    return missing;
  }

  private List<Range> within(long first, long last) {
    List<Range> within = new ArrayList<>();
    Long start = ranges.floorKey(first);
    ranges
        .tailMap(start == null ? first : start, true)
        .headMap(last, true)
        .forEach(
            (begin, end) -> {
              if (end >= first) {
                within.add(new Range(Math.max(begin, first), Math.min(end, last)));
              }
            });
    return within;
  }

  public List<Range> all() {
    return ranges.entrySet().stream().map(e -> new Range(e.getKey(), e.getValue())).toList();
  }

  public boolean contains(long number) {
    Map.Entry<Long, Long> range = ranges.floorEntry(number);
    return range != null && range.getValue() >= number;
  }
}
