package dev.breakwater.ingest.stream;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Outcome.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a job had done when it lost its state. Decided or written a second time, it is a duplicate.
 * Kept as a text file:
 *
 * <pre>
 * dev.breakwater/decided@v1
 * numbers VEHICLE EPOCH LANE 0-99,105
 * quarantined VEHICLE DIGEST
 * end
 * </pre>
 *
 * <p>Changed by one thread; then safe for use by several.
 */
public final class Decided {
  private static final String VERSION = "dev.breakwater/decided@v1";
  private static final String END = "end";
  private static final String DRAFT = ".draft";

  /** By the name of the chain. */
  private final Map<String, Numbers> numbers = new TreeMap<>();

  /** By vehicle; what is in quarantine has no number of its own, or leaves it open. */
  private final Map<String, Set<Digest>> quarantined = new TreeMap<>();

  /** Takes in one outcome. */
  public void add(Outcome outcome) {
    if (outcome.verdict() == Verdict.QUARANTINED) {
      quarantined(outcome.vehicle()).add(occurrence(outcome.digest(), outcome.appendedAtMillis()));
    } else {
      numbers(outcome.vehicle(), outcome.epoch(), outcome.lane()).add(outcome.number());
    }
  }

  private Set<Digest> quarantined(String vehicle) {
    return quarantined.computeIfAbsent(vehicle, unused -> new HashSet<>());
  }

  private Numbers numbers(String vehicle, long epoch, String lane) {
    return numbers.computeIfAbsent(vehicle + "/" + epoch + "/" + lane, unused -> new Numbers());
  }

  /** The same bytes may be quarantined twice; the broker's append time tells the two apart. */
  private static Digest occurrence(Digest digest, long appendedAtMillis) {
    String text = digest.hex() + " " + appendedAtMillis;
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Asks whether this very outcome was given. */
  public boolean has(Outcome outcome) {
    return outcome.verdict() == Verdict.QUARANTINED
        ? wasQuarantined(outcome.vehicle(), outcome.digest(), outcome.appendedAtMillis())
        : isClosed(outcome);
  }

  /**
   * Asks whether bytes went to quarantine.
   *
   * @param vehicle that delivered them; empty if nobody knows
   * @param appendedAtMillis the broker's append time, Unix milliseconds
   */
  public boolean wasQuarantined(String vehicle, Digest digest, long appendedAtMillis) {
    return quarantined
        .getOrDefault(vehicle, Set.of())
        .contains(occurrence(digest, appendedAtMillis));
  }

  /**
   * Asks whether the outcome's number is decided for good. A chain that is read again from its
   * middle gives other reasons than it gave before.
   */
  public boolean isClosed(Outcome outcome) {
    String chain = outcome.vehicle() + "/" + outcome.epoch() + "/" + outcome.lane();
    return outcome.number() >= 0 && contains(chain, outcome.number());
  }

  /** Asks whether the item is decided for good. */
  public boolean isClosed(ItemId id) {
    return contains(id.chain().toString(), id.number());
  }

  private boolean contains(String chain, long number) {
    Numbers known = numbers.get(chain);
    return known != null && known.contains(number);
  }

  /** Asks whether anything of the chain is decided. */
  public boolean knows(ChainId chain) {
    return numbers.containsKey(chain.toString());
  }

  /** Writes it to a file of a directory that exists; it appears whole or not at all. */
  public void write(Path file) throws IOException {
    var text = new StringBuilder(VERSION).append('\n');
    numbers.forEach(
        (chain, ranges) ->
            text.append("numbers ")
                .append(chain.replace('/', ' '))
                .append(' ')
                .append(
                    ranges.all().stream()
                        .map(Numbers.Range::toString)
                        .collect(Collectors.joining(",")))
                .append('\n'));
    quarantined.forEach(
        (vehicle, all) ->
            all.forEach(
                each ->
                    text.append("quarantined ")
                        .append(vehicle)
                        .append(' ')
                        .append(each.hex() + '\n')));
    text.append(END).append('\n');
    DurableFiles.write(
        file,
        file.resolveSibling(file.getFileName() + DRAFT),
        Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a file.
   *
   * @param wanted the vehicles to keep in memory
   * @throws IOException if there is none, or another program wrote it
   */
  public static Decided read(Path file, Predicate<String> wanted) throws IOException {
    var decided = new Decided();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      if (!VERSION.equals(lines.readLine())) {
        throw new IOException(file + " does not begin with " + VERSION);
      }
      String line = lines.readLine();
      while (line != null && !line.equals(END)) {
        decided.take(line.split(" ", -1), wanted);
        line = lines.readLine();
      }
      if (line == null) {
        throw new IOException(file + " has no end");
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
    return decided;
  }

  private void take(String[] word, Predicate<String> wanted) {
    if (!wanted.test(word[1])) {
      return;
    }
    switch (word[0]) {
      case "numbers" -> {
        Numbers ranges = numbers(word[1], Long.parseLong(word[2]), word[3]);
        for (String range : word[4].split(",", -1)) {
          int dash = range.indexOf('-');
          long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
          ranges.add(first, Long.parseLong(range.substring(dash + 1)));
        }
      }
      case "quarantined" -> quarantined(word[1]).add(Digest.ofHex(word[2]));
      default -> throw new IllegalArgumentException(word[0]);
    }
  }
}
