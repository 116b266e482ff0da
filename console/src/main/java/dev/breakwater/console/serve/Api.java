package dev.breakwater.console.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.Method;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.account.Throttle;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything below {@code /api/}: who may ask is decided here, before a handler runs. */
final class Api {
  /** The longest body that is read, bytes. */
  static final int MAX_BODY_BYTES = 64 << 10;

  /** Requests of one session in ten seconds. */
  static final int MAX_REQUESTS = 300;

  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(Api.class);
  private static final Set<Role> ANYBODY = Set.copyOf(EnumSet.allOf(Role.class));

  private final ObjectMapper json = new ObjectMapper();
  private final Door door;
  private final RouteTable table;
  private final Throttle requests;
  private final Ways ways;

  /**
   * How one can sign in.
   *
   * @param openId name of the provider; empty for none
   */
  private record Ways(String openId) {}

  /** What is answered to a request, given what it carries. */
  @FunctionalInterface
  private interface Question {
    Answer answer(RoutingContext context) throws IOException;
  }

  Api(Door door, RouteTable table, ConsoleSettings settings, InstantSource clock) {
    this.ways = new Ways(settings.openId().map(OpenIdSettings::name).orElse(""));
    this.door = door;
    this.table = table;
    this.requests = new Throttle(MAX_REQUESTS, WINDOW, clock);
  }

  void mount(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    router.post("/api/*").handler(body).failureHandler(Api::failed);
    answer(
        router,
        Method.GET,
        "/api/session",
        context -> door.show(door.session(context).orElse(null)));
    answer(router, Method.GET, "/api/sign-in", context -> new Json(ways));
    answer(router, Method.POST, "/api/sign-in", this::signIn);
    answer(router, Method.POST, "/api/sign-out", context -> ask(context, signOut(context)));
    for (Route route : table.routes()) {
      answer(router, route.method(), route.path(), context -> ask(context, route));
    }
    router.route("/api/*").handler(context -> Replies.send(context, missing()));
  }

  /** A body that is too large, or a defect of ours, which the log tells and the answer does not. */
  private static void failed(RoutingContext context) {
    int status = context.statusCode() < 400 ? 500 : context.statusCode();
    if (status >= 500) {
      log.error("event=console_failed path={}", context.normalizedPath(), context.failure());
    }
    Replies.send(context, new Problem(status, "failed", "The request could not be answered."));
  }

  private static void answer(Router router, Method method, String path, Question question) {
    router
        .route(HttpMethod.valueOf(method.name()), path)
        .blockingHandler(context -> Replies.send(context, answered(context, question)), false)
        .failureHandler(Api::failed);
  }

  private static Answer answered(RoutingContext context, Question question) {
    try {
      return question.answer(context);
    } catch (IOException e) {
      log.warn("event=console_unavailable path={}", context.normalizedPath(), e);
      return unavailable();
    }
  }

  private Answer signIn(RoutingContext context) throws IOException {
    String type = context.request().getHeader("Content-Type");
    // A form of another site can send no JSON: it cannot sign a browser in.
    if (type == null || !type.startsWith("application/json")) {
      return new Problem(415, "not-json", "The body is JSON.");
    }
    Optional<JsonNode> body = body(context);
    return body.isEmpty() ? notJson() : door.signIn(context, body.get());
  }

  private Answer ask(RoutingContext context, Route route) throws IOException {
    Optional<Session> session = door.session(context);
    if (session.isEmpty()) {
      return door.show(null);
    }
    if (!requests.allows(session.get().token())) {
      context.response().putHeader("Retry-After", Long.toString(requests.waitSeconds()));
      return new Problem(429, "too-many-requests", "Too many requests; wait a second.");
    }
    if (route.method() == Method.POST && !Door.isFromOwnPage(context, session.get())) {
      return new Problem(403, "wrong-token", "Reload the page.");
    }
    if (!session.get().user().hasOneOf(route.roles())) {
      return forbidden();
    }
    Optional<JsonNode> body = body(context);
    if (body.isEmpty()) {
      return notJson();
    }
    Map<String, String> query = new HashMap<>();
    context.queryParams().forEach(query::putIfAbsent);
    return route
        .handler()
        .answer(new Call(session.get().user(), context.pathParams(), query, body.get()));
  }

  private Route signOut(RoutingContext context) {
    return Route.post(
        "/api/sign-out",
        ANYBODY,
        call -> {
          door.signOut(context, call.user());
          return new Json(Map.of());
        });
  }

  /** Returns the body; an empty object if there is none; nothing if it is no object. */
  private Optional<JsonNode> body(RoutingContext context) {
    Buffer buffer = context.body() == null ? null : context.body().buffer();
    if (buffer == null || buffer.length() == 0) {
      return Optional.of(JsonNodeFactory.instance.objectNode());
    }
    try {
      return Optional.of(json.readTree(buffer.getBytes())).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Problem unavailable() {
    return new Problem(503, "unavailable", "This cannot be read at present.");
  }

  private static Problem missing() {
    return new Problem(404, "not-found", "There is no such thing.");
  }

  static Problem forbidden() {
    return new Problem(403, "wrong-role", "Your role may not ask this.");
  }

  private static Problem notJson() {
    return new Problem(400, "not-json", "The body is a JSON object.");
  }
}
