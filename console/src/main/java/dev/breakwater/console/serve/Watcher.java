package dev.breakwater.console.serve;

import dev.breakwater.console.serve.LiveTopics.Event;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One open page that watches topics. Used by the server's event loop alone. */
final class Watcher {
  private final HttpServerResponse response;
  private final Set<String> topics;
  private final Map<String, Long> told = new HashMap<>();

  Watcher(HttpServerResponse response, Set<String> topics) {
    this.response = response;
    this.topics = Set.copyOf(topics);
  }

  Set<String> topics() {
    return topics;
  }

  /** Sends what is newer than what it was told, unless it has not read that yet. */
  void tell(Map<String, Event> events) {
    if (response.closed() || response.writeQueueFull()) {
      return;
    }
    Buffer news = Buffer.buffer();
    for (String topic : topics) {
      Event event = events.get(topic);
      if (event != null && event.version() > told.getOrDefault(topic, 0L)) {
        told.put(topic, event.version());
        news.appendBuffer(event.text());
      }
    }
    if (news.length() > 0) {
      response.write(news);
    }
  }
}
