package dev.breakwater.agent.survey;

/**
 * All places that are no farther from a middle than a radius, on a sphere of the mean radius of the
 * earth (IUGG): against the ellipsoid a distance is wrong by at most 0.6 %, so the circle is drawn
 * larger by that.
 *
 * @param latitude of the middle, millionths of a degree
 * @param longitude of the middle, millionths of a degree
 * @param radiusMetres at most 200 km
 */
public record Circle(int latitude, int longitude, int radiusMetres) implements Area {
  private static final double EARTH_METRES = 6_371_008.8;
  private static final double ELLIPSOID = 1.006;
  private static final int MAX_RADIUS_METRES = 200_000;

  /**
   * @throws IllegalArgumentException if the middle is no place, or the radius none
   */
  public Circle {
    if (Math.abs(latitude) > 90 * MICRODEGREES || Math.abs(longitude) > 180 * MICRODEGREES) {
      throw new IllegalArgumentException("the middle is no place on earth");
    }
    if (radiusMetres < 1 || radiusMetres > MAX_RADIUS_METRES) {
      throw new IllegalArgumentException("a radius is 1 to " + MAX_RADIUS_METRES + " metres");
    }
  }

  @Override
  public boolean contains(int asked, int askedLongitude) {
    double north = Math.toRadians((double) (asked - latitude) / MICRODEGREES);
    double east = Math.toRadians(((double) askedLongitude - longitude) / MICRODEGREES);
    double haversine =
        square(Math.sin(north / 2))
            + Math.cos(radians(latitude)) * Math.cos(radians(asked)) * square(Math.sin(east / 2));
    double metres = 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(haversine)));
    return metres <= radiusMetres * ELLIPSOID;
  }

  private static double square(double value) {
    return value * value;
  }

  private static double radians(int micro) {
    return Math.toRadians((double) micro / MICRODEGREES);
  }
}
