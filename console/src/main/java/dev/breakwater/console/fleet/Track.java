package dev.breakwater.console.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a vehicle went, seen from where its track begins: no coordinate is in it, so no page can
 * put it on a map. A drawing of it has a grid, and neither coast nor boundary.
 *
 * @param cellEastMetres width of what the stored precision cannot tell apart
 * @param cellNorthMetres its height
 */
record Track(double cellEastMetres, double cellNorthMetres, List<Point> points) {
  /** Category of positions that the car made coarse. */
  static final String COARSE = "position.coarse";

  /** Precise positions are drawn this coarsely too. */
  private static final double PRECISE_METRES = 10;

  private static final double METRES_PER_DEGREE = 111_320;
  private static final double POLE = 90;

  Track {
    points = List.copyOf(points);
  }

  /** A place, metres from the first one, rounded to the cell. */
  record Point(long atMillis, double eastMetres, double northMetres) {}

  /**
   * A stored position, degrees.
   *
   * @param isCoarse whether the car made it coarse
   */
  record Position(long atMillis, boolean isCoarse, double latitude, double longitude) {
    /** Returns whether this can be a place. */
    boolean isOnEarth() {
      return Math.abs(latitude) <= POLE && Math.abs(longitude) <= 2 * POLE;
    }
  }

  /**
   * @param positions in the order of time
   */
  static Track of(List<Position> positions) {
    if (positions.isEmpty()) {
      return new Track(0, 0, List.of());
    }
    Position first = positions.get(0);
    boolean coarse = positions.stream().anyMatch(Position::isCoarse);
    double perEast = METRES_PER_DEGREE * Math.cos(Math.toRadians(first.latitude()));
    double east = coarse ? Places.CELL.longitude() * perEast : PRECISE_METRES;
    double north = coarse ? Places.CELL.latitude() * METRES_PER_DEGREE : PRECISE_METRES;
    List<Point> points = new ArrayList<>();
    for (Position each : positions) {
      double right = (each.longitude() - first.longitude()) * perEast;
      double up = (each.latitude() - first.latitude()) * METRES_PER_DEGREE;
      points.add(new Point(each.atMillis(), rounded(right, east), rounded(up, north)));
    }
    return new Track(east, north, Telemetry.thinned(points));
  }

  private static double rounded(double metres, double cell) {
    return Math.round(metres / cell) * cell;
  }
}
