package dev.breakwater.console;

/** Tells open pages what changed. Safe for use by several threads. */
public interface Live {
  /**
   * Makes {@code value} the topic's state: all who watch it get it, and who comes later gets the
   * last one first. Values that come faster than pages are told are passed over.
   *
   * @param topic of a section's {@link Section#topics}
   * @param value what Jackson writes as JSON
   */
  void publish(String topic, Object value);
}
