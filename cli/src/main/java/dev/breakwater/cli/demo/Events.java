package dev.breakwater.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the processes last said of themselves, read from the key=value lines they print. For the
 * live display only: the verdict never looks here. Safe for use by several threads.
 */
final class Events {
  private final Map<String, Map<String, String>> latest = new ConcurrentHashMap<>();

  /** Takes one line; lines without an {@code event=} are ignored. */
  void line(String line) {
    Map<String, String> fields = new HashMap<>();
    for (String word : line.split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        fields.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    String event = fields.get("event");
    if (event != null) {
      latest.put(event, Map.copyOf(fields));
    }
  }

  /** Forgets what was said of an earlier drive. */
  void forget(List<String> events) {
    events.forEach(latest::remove);
  }

  boolean has(String event) {
    return latest.containsKey(event);
  }

  /** Returns the latest value of a field, "0" before there is one. */
  String value(String event, String field) {
    return latest.getOrDefault(event, Map.of()).getOrDefault(field, "0");
  }
}
