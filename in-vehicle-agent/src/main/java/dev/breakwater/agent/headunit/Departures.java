package dev.breakwater.agent.headunit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts what left the car today, in China's days by the car's clock: each item when it is handed
 * to the uplink for the first time in a run. What was counted since the last {@link #save} is
 * forgotten by a crash. Safe for use by several threads.
 */
public final class Departures {
  /** The largest file that is read, bytes. */
  static final int MAX_BYTES = 64 << 10;

  /** How many items are remembered, so that one that is sent again counts once. */
  static final int MAX_REMEMBERED = 10_000;

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Pattern LINE = Pattern.compile("([a-z0-9.-]{1,100}) (\\d{1,15})");

  private final Path file;
  private final InstantSource time;

  // Guarded by this object's monitor.
  private final Map<String, Long> counts = new TreeMap<>();
  private final Set<ItemId> remembered = new LinkedHashSet<>();
  private String day = "";

  private Departures(Path file, InstantSource time) {
    this.file = file;
    this.time = time;
  }

  /** Goes on with the counts in a file, if they are today's; damaged ones are forgotten. */
  public static Departures open(Path file, InstantSource time) throws IOException {
    var departures = new Departures(file, time);
    if (Files.exists(file) && Files.size(file) <= MAX_BYTES) {
      departures.read(Files.readAllLines(file, UTF_8));
    }
    return departures;
  }

  private void read(List<String> lines) {
    day = lines.isEmpty() ? "" : lines.get(0);
    for (String line : lines) {
      Matcher count = LINE.matcher(line);
      if (count.matches()) {
        counts.put(count.group(1), Long.parseLong(count.group(2)));
      }
    }
    turnDay();
  }

  private void turnDay() {
    String today = LocalDate.ofInstant(time.instant(), ZONE).toString();
    if (!today.equals(day)) {
      counts.clear();
      day = today;
    }
  }

  /** Counts an item that is handed to the uplink. */
  public synchronized void left(Item item) {
    turnDay();
    if (remembered.add(item.id())) {
      counts.merge(item.category(), 1L, Long::sum);
      if (remembered.size() > MAX_REMEMBERED) {
        remembered.remove(remembered.iterator().next());
      }
    }
  }

  /** Returns how many items of each category left today. */
  public synchronized Map<String, Long> today() {
    turnDay();
    return Map.copyOf(counts);
  }

  /** Makes the counts durable. */
  public synchronized void save() throws IOException {
    turnDay();
    String lines =
        counts.entrySet().stream()
            .map(count -> count.getKey() + " " + count.getValue() + "\n")
            .collect(Collectors.joining("", day + "\n", ""));
    DurableFile.replace(file, Bytes.of(lines.getBytes(UTF_8)));
  }
}
