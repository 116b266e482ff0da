package dev.breakwater.console.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.console.Live;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of each live topic and those who watch it. Each value is written as JSON once, however
 * many watch; they are told together, {@link #INTERVAL_MILLIS} apart. Who reads too slowly misses
 * values between, never the last one.
 */
public final class LiveTopics implements Live {
  static final long INTERVAL_MILLIS = 500;

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Event> events = new ConcurrentHashMap<>();
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

  /**
   * A topic's state as it is sent (WHATWG HTML, server-sent events).
   *
   * @param version grows with each value of the topic
   */
  record Event(long version, Buffer text) {}

  @Override
  public void publish(String topic, Object value) {
    String text = "event: " + topic + "\ndata: " + written(value) + "\n\n";
    events.merge(
        topic,
        new Event(1, Buffer.buffer(text)),
        (old, next) ->
            old.text().equals(next.text()) ? old : new Event(old.version() + 1, next.text()));
  }

  private String written(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a topic's value can be written as JSON", e);
    }
  }

  void start(Vertx vertx) {
    vertx.setPeriodic(INTERVAL_MILLIS, timer -> watchers.forEach(each -> each.tell(events)));
  }

  /** Tells the last state of each of its topics at once. */
  void add(Watcher watcher) {
    watchers.add(watcher);
    watcher.tell(events);
  }

  void remove(Watcher watcher) {
    watchers.remove(watcher);
  }

  int watching() {
    return watchers.size();
  }
}
