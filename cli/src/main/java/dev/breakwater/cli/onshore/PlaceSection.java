package dev.breakwater.cli.onshore;

import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.vehicle.Quantities;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where everything lies.
 *
 * @param data directory that every process of the onshore side sees, each under this path
 * @param checkNames how often the names of what a process connects to are asked for again; 100 ms
 *     to 1 h
 */
public record PlaceSection(Path data, Duration checkNames) {
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofHours(1);

  private static final Setting<Path> DATA =
      Setting.of(
          "data",
          "breakwater-data",
          "data directory, which every process, Flink's too, sees under this path",
          Quantities::path);
  private static final Setting<Duration> CHECK_NAMES =
      Setting.of(
          "check-names",
          "1min",
          "how often a process sees to it that all it connects to is onshore; at most 1h",
          PlaceSection::interval);

  public static final Section<PlaceSection> SECTION =
      new Section<>(
          PlaceSection.class,
          "installation",
          "Where keys, checkpoints, store and log lie.",
          List.of(DATA, CHECK_NAMES),
          values -> new PlaceSection(values.of(DATA), values.of(CHECK_NAMES)));

  public DataLayout layout() {
    return new DataLayout(data);
  }

  private static Duration interval(String text) {
    Duration interval = Quantities.duration(text);
    if (interval.compareTo(LEAST) < 0 || interval.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("a duration from 100ms to 1h is expected here");
    }
    return interval;
  }
}
