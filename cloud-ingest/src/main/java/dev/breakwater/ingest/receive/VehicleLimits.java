package dev.breakwater.ingest.receive;

/**
 * How much one vehicle may ask of a receiver. A sound vehicle on a mobile network stays far below;
 * the limits keep a broken or stolen one from taking the room of the others.
 *
 * @param requestsPerSecond on the average; twice as many may come at once
 * @param bytesPerSecond of bodies, likewise; at least half of the largest body
 * @param recordsInFlight records that wait for their commit at one time
 */
public record VehicleLimits(int requestsPerSecond, long bytesPerSecond, int recordsInFlight) {
  public static final VehicleLimits DEFAULT = new VehicleLimits(1000, 8 << 20, 256);

  /** So many seconds' worth may come at once. */
  static final int BURST_SECONDS = 2;

  /** With less, the largest body would never be taken. */
  private static final long LEAST_BYTES_PER_SECOND = 256 << 10;

  public VehicleLimits {
    if (requestsPerSecond < 1 || recordsInFlight < 1) {
      throw new IllegalArgumentException("a vehicle may send at least one record");
    }
    if (bytesPerSecond < LEAST_BYTES_PER_SECOND) {
      throw new IllegalArgumentException("a vehicle may send at least 256KiB a second");
    }
  }
}
