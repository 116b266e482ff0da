package dev.breakwater.ingest.trail;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the log's head remembers for the appender: how far the topics outcomes and statements are in
 * the log. It changes together with the tree or not at all, so no record gets two leaves, and none
 * gets none. Written as text:
 *
 * <pre>
 * dev.breakwater/outcomes@v2
 * offset 0 1234
 * statement 0 17
 * count STORED 100
 * pack 0123...cdef 1700000000000
 * </pre>
 *
 * <p>Version 1 knew no statements: a log that has it begins with the first.
 *
 * @param offsets for each partition of outcomes the next offset to read
 * @param statements for each partition of statements the next offset to read
 * @param counts leaves of each verdict
 * @param policy what decided the newest outcome; null before the first
 */
public record LogPosition(
    SortedMap<Integer, Long> offsets,
    SortedMap<Integer, Long> statements,
    Map<Verdict, Long> counts,
    @Nullable InForce policy) {
  private static final String VERSION = "dev.breakwater/outcomes@v2";
  private static final String BEFORE_STATEMENTS = "dev.breakwater/outcomes@v1";

  /** Before the first record. */
  public static final LogPosition START =
      new LogPosition(new TreeMap<>(), new TreeMap<>(), Map.of(), null);

  /**
   * A policy that decided.
   *
   * @param pack its digest
   * @param asOfMillis the latest broker's append time of what it decided, Unix milliseconds
   */
  public record InForce(Digest pack, long asOfMillis) {}

  public LogPosition {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    statements = Collections.unmodifiableSortedMap(new TreeMap<>(statements));
    counts = Map.copyOf(counts);
  }

  /** Returns the leaves of one verdict. */
  public long count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0L);
  }

  /** Returns the outcomes that have their leaf. */
  public long outcomes() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Asks whether another policy decided the outcome than all that are newest so far. Partitions are
   * read at their own pace: one that lags tells of an older policy, which is no news.
   */
  boolean isNewPolicy(Outcome outcome) {
    return isNewest(outcome) && (policy == null || !policy.pack().equals(outcome.pack()));
  }

  private boolean isNewest(Outcome outcome) {
    return policy == null || outcome.appendedAtMillis() > policy.asOfMillis();
  }

  /** Returns the position after one more outcome. */
  LogPosition after(int partition, long offset, Outcome outcome) {
    var further = new TreeMap<>(offsets);
    further.put(partition, offset + 1);
    Map<Verdict, Long> more = new EnumMap<>(Verdict.class);
    more.putAll(counts);
    more.merge(outcome.verdict(), 1L, Long::sum);
    InForce newest =
        isNewest(outcome) ? new InForce(outcome.pack(), outcome.appendedAtMillis()) : policy;
    return new LogPosition(further, statements, more, newest);
  }

  /** Returns the position after one more statement. */
  LogPosition afterStatement(int partition, long offset) {
    var further = new TreeMap<>(statements);
    further.put(partition, offset + 1);
    return new LogPosition(offsets, further, counts, policy);
  }

  Bytes encode() {
    String lines =
        lines("offset", offsets)
            + lines("statement", statements)
            + lines("count", new TreeMap<>(counts))
            + (policy == null
                ? ""
                : "pack " + policy.pack().hex() + " " + policy.asOfMillis() + "\n");
    return Bytes.of((VERSION + "\n" + lines).getBytes(StandardCharsets.UTF_8));
  }

  private static String lines(String word, SortedMap<?, Long> numbers) {
    return numbers.entrySet().stream()
        .map(each -> word + " " + each.getKey() + " " + each.getValue() + "\n")
        .collect(Collectors.joining());
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
    if (!text.startsWith(VERSION + "\n") && !text.startsWith(BEFORE_STATEMENTS + "\n")) {
      throw new IOException("the log's head belongs to another program");
    }
    try {
      return decodeLines(text.lines().skip(1).map(line -> line.split(" ", -1)).toList());
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("the log's head is damaged", e);
    }
  }

  private static LogPosition decodeLines(List<String[]> lines) {
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    SortedMap<Integer, Long> statements = new TreeMap<>();
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    InForce policy = null;
    for (String[] word : lines) {
      long number = Long.parseLong(word[2]);
      switch (word[0]) {
        case "offset" -> offsets.put(Integer.parseInt(word[1]), number);
        case "statement" -> statements.put(Integer.parseInt(word[1]), number);
        case "count" -> counts.put(Verdict.valueOf(word[1]), number);
        case "pack" -> policy = new InForce(Digest.ofHex(word[1]), number);
        default -> throw new IllegalArgumentException(word[0]);
      }
    }
    return new LogPosition(offsets, statements, counts, policy);
  }
}
