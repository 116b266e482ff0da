package dev.breakwater.agent.statutory.packet;

/** The editions of GB/T 32960.3, told apart by the first two bytes of a packet. */
public enum Edition {
  V2016(0x2323, "GB/T 32960.3-2016"),
  /** In force since 2025-11-01. */
  V2025(0x2424, "GB/T 32960.3-2025");

  private final int start;
  private final String title;

  Edition(int start, String title) {
    this.start = start;
    this.title = title;
  }

  /** Returns the start symbol, two bytes. */
  int start() {
    return start;
  }

  public String title() {
    return title;
  }

  boolean isSince(Edition first) {
    return compareTo(first) >= 0;
  }
}
