package dev.breakwater.ingest.feed;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a reader is: for each partition of the topic outcomes the next offset; written {@code
 * 0:17,1:4}.
 */
record FeedPosition(Map<Integer, Long> next) {
  /** More partitions than a topic has here. */
  private static final int MAX_PARTITIONS = 1024;

  private static final Pattern PART = Pattern.compile("([0-9]{1,4}):([0-9]{1,18})");

  FeedPosition {
    next = new TreeMap<>(next);
  }

  /**
   * @throws IllegalArgumentException if the text is no position
   */
  static FeedPosition parse(String text) {
    Map<Integer, Long> next = new TreeMap<>();
    String[] parts = text.isEmpty() ? new String[0] : text.split(",", MAX_PARTITIONS + 1);
    if (parts.length > MAX_PARTITIONS) {
      throw new IllegalArgumentException("too many partitions");
    }
    for (String part : parts) {
      var match = PART.matcher(part);
      if (!match.matches()) {
        throw new IllegalArgumentException("a position is written 0:17,1:4");
      }
      next.put(Integer.parseInt(match.group(1)), Long.parseLong(match.group(2)));
    }
    return new FeedPosition(next);
  }

  long next(int partition) {
    return next.getOrDefault(partition, 0L);
  }

  @Override
  public String toString() {
    return next.entrySet().stream()
        .map(each -> each.getKey() + ":" + each.getValue())
        .collect(Collectors.joining(","));
  }
}
