package dev.breakwater.agent.survey;

import java.util.List;

/**
 * A closed line of straight edges in degrees, and what is inside it. All is computed in whole
 * numbers, so that no rounding lets a place on an edge or a corner slip out. It must not cross the
 * meridian of 180°, which is not in China.
 *
 * @param corners at least three, in their order; the last is joined to the first
 */
public record Polygon(List<Corner> corners) implements Area {
  /** The most corners. */
  public static final int MAX_CORNERS = 1000;

  /**
   * A corner, in millionths of a degree.
   *
   * @param latitude north
   * @param longitude east
   */
  public record Corner(int latitude, int longitude) {
    /**
     * @throws IllegalArgumentException if it is no place
     */
    public Corner {
      if (Math.abs(latitude) > 90 * MICRODEGREES || Math.abs(longitude) > 180 * MICRODEGREES) {
        throw new IllegalArgumentException("a corner is no place on earth");
      }
    }
  }

  /**
   * @throws IllegalArgumentException if there are too few or too many corners
   */
  public Polygon {
    corners = List.copyOf(corners);
    if (corners.size() < 3 || corners.size() > MAX_CORNERS) {
      throw new IllegalArgumentException("a polygon has 3 to " + MAX_CORNERS + " corners");
    }
  }

  @Override
  public boolean contains(int latitude, int longitude) {
    boolean inside = false;
    Corner from = corners.get(corners.size() - 1);
    for (Corner to : corners) {
      long side = side(from, to, latitude, longitude);
      if (side == 0 && isBetween(from, to, latitude, longitude)) {
        return true;
      }
      // A ray to the east crosses an edge that begins on one side of it and does not end there.
      if ((from.latitude() > latitude) != (to.latitude() > latitude)) {
        boolean upwards = to.latitude() > from.latitude();
        inside ^= upwards ? side > 0 : side < 0;
      }
      from = to;
    }
    return inside;
  }

  /** Returns on which side of the line through an edge a place is; 0 on it. Fits into a long. */
  private static long side(Corner from, Corner to, int latitude, int longitude) {
    long east = (long) to.longitude() - from.longitude();
    long north = (long) to.latitude() - from.latitude();
    return east * ((long) latitude - from.latitude())
        - north * ((long) longitude - from.longitude());
  }

  private static boolean isBetween(Corner from, Corner to, int latitude, int longitude) {
    return latitude >= Math.min(from.latitude(), to.latitude())
        && latitude <= Math.max(from.latitude(), to.latitude())
        && longitude >= Math.min(from.longitude(), to.longitude())
        && longitude <= Math.max(from.longitude(), to.longitude());
  }
}
