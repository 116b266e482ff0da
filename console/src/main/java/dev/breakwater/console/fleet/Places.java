package dev.breakwater.console.fleet;

import dev.breakwater.console.fleet.Track.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a vehicle was, for the operator's map: the coarse cells that the car itself made of its
 * positions, and nothing finer. A position that is stored precisely is surveying data in the
 * catalog; even its cell is not given away: beside a track of ten metres, the moment at which it
 * goes from one cell into the next says where it is.
 *
 * @param points in the order of time
 * @param precisionMetres no side of a cell is shorter, in mainland China
 */
record Places(List<Place> points, Cell cell, int precisionMetres) {
  /** The car's grid, degrees. */
  static final Cell CELL = new Cell(0.01, 0.02);

  private static final int PRECISION_METRES = 1000;

  /** The size of a cell, degrees. */
  record Cell(double latitude, double longitude) {}

  /** The middle of a cell, degrees of WGS-84, and when the vehicle was in it. */
  record Place(double latitude, double longitude, long fromMillis, long untilMillis) {
    boolean isIn(Place cell) {
      return latitude == cell.latitude && longitude == cell.longitude;
    }

    Place until(long millis) {
      return new Place(latitude, longitude, fromMillis, millis);
    }
  }

  Places {
    points = List.copyOf(points);
  }

  /**
   * @param positions in the order of time; those that are precise are left out
   */
  static Places of(List<Position> positions) {
    List<Place> cells = new ArrayList<>();
    for (Position each : positions) {
      if (each.isCoarse()) {
        add(cells, middle(each));
      }
    }
    return new Places(Telemetry.thinned(cells), CELL, PRECISION_METRES);
  }

  private static void add(List<Place> cells, Place next) {
    int last = cells.size() - 1;
    if (last >= 0 && next.isIn(cells.get(last))) {
      cells.set(last, cells.get(last).until(next.untilMillis()));
    } else {
      cells.add(next);
    }
  }

  /** Whatever a car calls coarse becomes so: for an honest one this changes nothing. */
  private static Place middle(Position position) {
    double latitude = (Math.floor(position.latitude() / CELL.latitude()) * 10 + 5) / 1000;
    double longitude = (Math.floor(position.longitude() / CELL.longitude()) * 2 + 1) / 100;
    return new Place(latitude, longitude, position.atMillis(), position.atMillis());
  }
}
