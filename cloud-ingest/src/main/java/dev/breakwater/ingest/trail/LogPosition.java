package dev.breakwater.ingest.trail;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the log's head remembers for the appender: how far the topic outcomes is in the log. It
 * changes together with the tree or not at all, so no outcome gets two leaves, and none gets none.
 * Written as text:
 *
 * <pre>
 * dev.breakwater/outcomes@v1
 * offset 0 1234
 * count STORED 100
 * </pre>
 *
 * @param offsets for each partition the next offset to read
 * @param counts leaves of each verdict
 */
public record LogPosition(SortedMap<Integer, Long> offsets, Map<Verdict, Long> counts) {
  private static final String VERSION = "dev.breakwater/outcomes@v1";

  /** Before the first outcome. */
  public static final LogPosition START = new LogPosition(new TreeMap<>(), Map.of());

  public LogPosition {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    counts = Map.copyOf(counts);
  }

  /** Returns the leaves of one verdict. */
  public long count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0L);
  }

  /** Returns the position after one more outcome. */
  LogPosition after(int partition, long offset, Verdict verdict) {
    var further = new TreeMap<>(offsets);
    further.put(partition, offset + 1);
    Map<Verdict, Long> more = new EnumMap<>(Verdict.class);
    more.putAll(counts);
    more.merge(verdict, 1L, Long::sum);
    return new LogPosition(further, more);
  }

  Bytes encode() {
    String lines =
        offsets.entrySet().stream()
                .map(each -> "offset " + each.getKey() + " " + each.getValue() + "\n")
                .collect(Collectors.joining())
            + new TreeMap<>(counts)
                .entrySet().stream()
                    .map(each -> "count " + each.getKey() + " " + each.getValue() + "\n")
                    .collect(Collectors.joining());
    return Bytes.of((VERSION + "\n" + lines).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param bytes of a log's head; nothing before the first append
   * @throws IOException if another program wrote them
   */
  static LogPosition decode(Bytes bytes) throws IOException {
    String text = new String(bytes.toArray(), StandardCharsets.UTF_8);
    if (text.isEmpty()) {
      return START;
    }
    if (!text.startsWith(VERSION + "\n")) {
      throw new IOException("the log's head belongs to another program");
    }
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    try {
      text.lines()
          .skip(1)
          .map(line -> line.split(" ", -1))
          .forEach(
              word -> {
                if (word[0].equals("offset")) {
                  offsets.put(Integer.parseInt(word[1]), Long.parseLong(word[2]));
                } else {
                  counts.put(Verdict.valueOf(word[1]), Long.parseLong(word[2]));
                }
              });
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("the log's head is damaged", e);
    }
    return new LogPosition(offsets, counts);
  }
}
