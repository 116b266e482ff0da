package dev.breakwater.agent.cabin;

/**
 * A sensor in the cabin and how many samples it has. There is no way from here to the samples, and
 * no way from this type into the outbox.
 *
 * @param name of the sensor, e.g. {@code camera}
 * @param samples names in its directory
 */
public record CabinSensor(String name, long samples) {
  /** Returns the category of its data. */
  public String category() {
    return "cabin." + name;
  }
}
