package dev.breakwater.agent.statutory;

import java.time.Instant;

/** What the store knows of one of its files; guarded by the store's monitor. */
final class HeldFile {
  private final String name;
  private long bytes;
  private long lastReport;
  private Instant newest = Instant.MIN;

  HeldFile(String name, long bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  String name() {
    return name;
  }

  long bytes() {
    return bytes;
  }

  void grewTo(long length) {
    bytes = length;
  }

  /** Notes a report, and when its data was acquired. */
  void reported(long number, Instant at) {
    lastReport = number;
    seen(at);
  }

  /** Notes something of an instant. */
  void seen(Instant at) {
    newest = at.isAfter(newest) ? at : newest;
  }

  /** Returns the number of its last report, 0 if it has none. */
  long lastReport() {
    return lastReport;
  }

  /** Asks whether all of it is from before an instant. */
  boolean isBefore(Instant first) {
    return newest.isBefore(first);
  }
}
