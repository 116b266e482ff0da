package dev.breakwater.wire;

/**
 * One chain of segments: a vehicle, an epoch and a lane.
 *
 * @param epoch counts the times the vehicle had to start its chains anew, from 1
 */
public record ChainId(VehicleRef vehicle, long epoch, Lane lane) {
  /**
   * @throws IllegalArgumentException if {@code epoch} is below 1
   */
  public ChainId {
    if (epoch < 1) {
      throw new IllegalArgumentException("epochs start at 1, not " + epoch);
    }
  }

  @Override
  public String toString() {
    return vehicle + "/" + epoch + "/" + lane;
  }
}
