package dev.breakwater.ingest.jurisdiction;

/**
 * A place to which the onshore side connects.
 *
 * @param name what it is for, e.g. {@code kafka}, {@code catalog}, {@code time-stamp}
 * @param label where it is said to be, two letters of ISO 3166-1
 * @param host its name or address
 */
public record Sink(String name, String label, String host) {
  @Override
  public String toString() {
    return name + " (" + host + ", labelled " + label + ")";
  }
}
