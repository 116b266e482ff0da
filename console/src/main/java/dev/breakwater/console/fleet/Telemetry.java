package dev.breakwater.console.fleet;

import dev.breakwater.wire.Item;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.WireFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Sorts the stored signals of one vehicle into series and a track. Not thread-safe. */
final class Telemetry {
  /** Rows that are opened for one page. */
  static final int MAX_ROWS = 20_000;

  /** Points of a series that a page gets; of more, some are left out evenly. */
  static final int MAX_POINTS = 600;

  /** Paths that are told apart. */
  static final int MAX_SERIES = 40;

  private static final String LATITUDE = "Vehicle.CurrentLocation.Latitude";
  private static final String LONGITUDE = "Vehicle.CurrentLocation.Longitude";
  private static final String POSITION = "position.";

  /** Longer texts are no numbers. */
  private static final int MAX_NUMBER = 40;

  private final Map<String, List<Sample>> series = new TreeMap<>();
  private final Map<Long, List<Half>> halves = new TreeMap<>();
  private long erased;
  private long rows;

  private record Sample(String category, String purpose, long atMillis, String value) {}

  /** Latitude or longitude. */
  private record Half(boolean north, boolean coarse, double degrees) {}

  /**
   * A series.
   *
   * @param samples that are stored
   * @param points {@code [Unix milliseconds, number]}, in the order of time; none if it is no
   *     number
   * @param last newest value as the source wrote it
   */
  record Series(
      String path,
      String category,
      String purpose,
      long samples,
      List<List<Number>> points,
      String last) {}

  /**
   * What a page gets.
   *
   * @param rows that are there; at most {@link #MAX_ROWS} were opened
   * @param erased rows whose keys are destroyed
   * @param places how many {@link #places} has
   */
  record Shown(long rows, boolean cut, long erased, List<Series> series, Track track, int places) {}

  /** Counts a row of which only a key that is destroyed could open. */
  void erased() {
    rows++;
    erased++;
  }

  /** Takes an item of a telemetry category; one that is no signal is left out. */
  void take(Item item) {
    rows++;
    Signal signal;
    try {
      signal = Signal.decode(item.payload());
    } catch (WireFormatException e) {
      return; // of another lane's categories
    }
    if (item.category().startsWith(POSITION)) {
      position(item, signal);
    } else if (series.containsKey(signal.path()) || series.size() < MAX_SERIES) {
      series
          .computeIfAbsent(signal.path(), path -> new ArrayList<>())
          .add(
              new Sample(item.category(), item.purpose(), item.capturedAtMillis(), signal.value()));
    }
  }

  /** A position is drawn, and never listed. */
  private void position(Item item, Signal signal) {
    boolean north = signal.path().equals(LATITUDE);
    OptionalDouble degrees = number(signal.value());
    if ((north || signal.path().equals(LONGITUDE)) && degrees.isPresent()) {
      boolean coarse = item.category().equals(Track.COARSE);
      halves
          .computeIfAbsent(item.capturedAtMillis(), at -> new ArrayList<>())
          .add(new Half(north, coarse, degrees.getAsDouble()));
    }
  }

  Shown shown(boolean cut) {
    List<Series> all = new ArrayList<>();
    series.forEach((path, samples) -> all.add(series(path, samples)));
    return new Shown(rows, cut, erased, all, Track.of(positions()), places().points().size());
  }

  /** Returns what a map may be given of the positions. */
  Places places() {
    return Places.of(positions());
  }

  private List<Track.Position> positions() {
    List<Track.Position> positions = new ArrayList<>();
    halves.forEach(
        (at, both) -> {
          var north = both.stream().filter(Half::north).findFirst();
          var east = both.stream().filter(half -> !half.north()).findFirst();
          if (north.isPresent() && east.isPresent()) {
            boolean coarse = north.get().coarse() || east.get().coarse();
            var place = new Track.Position(at, coarse, north.get().degrees(), east.get().degrees());
            if (place.isOnEarth()) {
              positions.add(place);
            }
          }
        });
    return positions;
  }

  private static Series series(String path, List<Sample> samples) {
    samples.sort((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
    List<List<Number>> points = new ArrayList<>();
    for (Sample each : samples) {
      number(each.value()).ifPresent(value -> points.add(List.of(each.atMillis(), value)));
    }
    Sample last = samples.get(samples.size() - 1);
    return new Series(
        path, last.category(), last.purpose(), samples.size(), thinned(points), last.value());
  }

  /** Leaves some of many out, evenly. */
  static <T> List<T> thinned(List<T> all) {
    if (all.size() <= MAX_POINTS) {
      return List.copyOf(all);
    }
    List<T> some = new ArrayList<>();
    for (int i = 0; i < MAX_POINTS; i++) {
      some.add(all.get((int) ((long) i * (all.size() - 1) / (MAX_POINTS - 1))));
    }
    return some;
  }

  private static OptionalDouble number(String value) {
    if (value.length() > MAX_NUMBER) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(value);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
