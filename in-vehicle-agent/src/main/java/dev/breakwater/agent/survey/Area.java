package dev.breakwater.agent.survey;

/**
 * A place, in degrees of WGS-84, kept as whole millionths: two computations of the same place agree
 * to the last bit. What lies on the edge of an area is inside it.
 */
public sealed interface Area permits Circle, Polygon {
  /** Millionths of a degree in a degree. */
  int MICRODEGREES = 1_000_000;

  /**
   * Asks whether a place is inside, or on the edge.
   *
   * @param latitude millionths of a degree north, −90 to 90 million
   * @param longitude millionths of a degree east, −180 to 180 million
   */
  boolean contains(int latitude, int longitude);

  /** Returns degrees as millionths, rounded to the nearest. */
  static int micro(double degrees) {
    return (int) Math.round(degrees * MICRODEGREES);
  }
}
