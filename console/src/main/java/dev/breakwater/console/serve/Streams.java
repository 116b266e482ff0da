package dev.breakwater.console.serve;

import dev.breakwater.console.Answer.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Server-sent events (WHATWG HTML 9.2): {@code GET /api/live?topics=fleet,border}. */
final class Streams {
  /** A page watches few topics. */
  static final int MAX_TOPICS = 16;

  /** Open streams at a time; more are refused. */
  static final int MAX_STREAMS = 2000;

  /** How often it is looked whether the session of a stream goes on. */
  static final long LOOK_MILLIS = 2_000;

  private final Door door;
  private final RouteTable table;
  private final LiveTopics live;
  private final Set<RoutingContext> open = ConcurrentHashMap.newKeySet();

  Streams(Door door, RouteTable table, LiveTopics live) {
    this.door = door;
    this.table = table;
    this.live = live;
  }

  void mount(Vertx vertx, Router router) {
    vertx.setPeriodic(LOOK_MILLIS, timer -> look(vertx));
    router.get("/api/live").blockingHandler(this::watch, false);
  }

  private void watch(RoutingContext context) {
    try {
      Optional<Session> session = door.session(context);
      String asked = context.request().getParam("topics", "");
      Set<String> topics = Set.copyOf(List.of(asked.split(",", MAX_TOPICS)));
      if (session.isEmpty()) {
        Replies.send(context, door.show(null));
      } else if (!table.mayWatch(session.get().user(), topics)) {
        Replies.send(context, Api.forbidden());
      } else if (live.watching() >= MAX_STREAMS) {
        Replies.send(context, new Problem(503, "too-many-sessions", "Too many watch."));
      } else {
        context.vertx().runOnContext(now -> stream(context, topics));
      }
    } catch (IOException e) {
      Replies.send(context, Api.unavailable());
    }
  }

  private void stream(RoutingContext context, Set<String> topics) {
    HttpServerResponse response =
        context.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
    var watcher = new Watcher(response, topics);
    response.closeHandler(
        closed -> {
          live.remove(watcher);
          open.remove(context);
        });
    response.exceptionHandler(failed -> live.remove(watcher));
    response.write(": hello\n\n");
    open.add(context);
    live.add(watcher);
  }

  /** A stream ends with its session. All are looked at together, off the event loop. */
  private void look(Vertx vertx) {
    vertx.executeBlocking(
        () -> {
          for (RoutingContext context : open) {
            if (!isOpen(context)) {
              context.vertx().runOnContext(now -> end(context));
            }
          }
          return open.size();
        },
        true);
  }

  /** When the accounts cannot be read nobody goes on watching. */
  private boolean isOpen(RoutingContext context) {
    try {
      return door.isOpen(context);
    } catch (IOException e) {
      return false;
    }
  }

  private static void end(RoutingContext context) {
    if (!context.response().closed()) {
      context.response().end();
    }
  }
}
