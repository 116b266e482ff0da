package dev.breakwater.cli.onshore;

import java.util.Locale;

/** Counts in the text format of Prometheus, version 0.0.4. For one thread. */
public final class Metrics {
  private final StringBuilder text = new StringBuilder();

  /** Adds a number that only grows while the process runs. */
  public Metrics counter(String name, long value) {
    return add(name + "_total", "counter", value);
  }

  public Metrics gauge(String name, long value) {
    return add(name, "gauge", value);
  }

  private Metrics add(String name, String type, long value) {
    text.append("# TYPE breakwater_").append(name).append(' ').append(type).append('\n');
    text.append(String.format(Locale.ROOT, "breakwater_%s %d%n", name, value));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
