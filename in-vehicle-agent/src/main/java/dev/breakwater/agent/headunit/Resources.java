package dev.breakwater.agent.headunit;

import dev.breakwater.agent.consent.ConsentRefusedException;
import io.netty.util.NetUtil;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page's files and its few questions. A request is answered only if it comes from the page
 * itself: another page in the head unit's browser can neither read nor decide anything.
 */
final class Resources {
  /** The longest body that is read, bytes. */
  static final int MAX_BODY_BYTES = 4 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(Resources.class);
  private static final String JSON = "application/json";

  /** Nothing but this server's own files; no inline code. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> FILES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "style.css", "text/css; charset=utf-8",
          "app.js", "text/javascript; charset=utf-8",
          "view.js", "text/javascript; charset=utf-8",
          "words.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private final Answers answers;

  Resources(Answers answers) {
    this.answers = answers;
  }

  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.route().handler(Resources::guard);
    FILES.forEach((name, type) -> router.get(path(name)).handler(file(name, type)));
    router.get("/api/state").blockingHandler(context -> answer(context, () -> state(context)));
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    router
        .post("/api/consents")
        .handler(body)
        .blockingHandler(context -> answer(context, () -> answers.decide(body(context))));
    router
        .post("/api/stop")
        .handler(body)
        .blockingHandler(context -> answer(context, () -> answers.stopAll(body(context))));
    return router;
  }

  private static String path(String name) {
    return name.equals("index.html") ? "/" : "/" + name;
  }

  private static Handler<RoutingContext> file(String name, String type) {
    Buffer content = Buffer.buffer(read(name));
    return context -> context.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(content);
  }

  private static byte[] read(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static void guard(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    HttpServerRequest request = context.request();
    boolean writes = request.method().equals(HttpMethod.POST);
    if (!isAddressed(request) || (writes && !isOwnPage(request))) {
      context.response().setStatusCode(403).end();
    } else {
      context.next();
    }
  }

  /** A name that an outsider's DNS points at the car is not this page's (DNS rebinding). */
  private static boolean isAddressed(HttpServerRequest request) {
    var authority = request.authority();
    return authority != null
        && isSameAddress(authority.host(), request.localAddress().hostAddress());
  }

  /** Compares addresses however they are written; a name is the same as none. */
  static boolean isSameAddress(String one, String other) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(one);
    return bytes != null && Arrays.equals(bytes, NetUtil.createByteArrayFromIpAddressString(other));
  }

  private static boolean isOwnPage(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean sameOrigin = origin == null || origin.equals("http://" + request.authority());
    return type != null && type.startsWith(JSON) && sameOrigin;
  }

  private Buffer state(RoutingContext context) throws BadRequestException, IOException {
    return answers.state(Answers.language(context.request().getParam("language", "zh")));
  }

  private static byte[] body(RoutingContext context) {
    Buffer body = context.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  private interface Answer {
    Buffer give() throws IOException, ConsentRefusedException, BadRequestException;
  }

  private static void answer(RoutingContext context, Answer answer) {
    var response = context.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    try {
      response.end(answer.give());
    } catch (BadRequestException e) {
      response
          .setStatusCode(400)
          .end(Answers.problem(String.valueOf(e.getMessage()), "Reload the page."));
    } catch (ConsentRefusedException e) {
      response.setStatusCode(409).end(Answers.problem(String.valueOf(e.getMessage()), e.remedy()));
    } catch (IOException e) {
      LOG.error("event=head-unit-failed", e);
      response.setStatusCode(500).end(Answers.problem("The car could not store it.", "Try again."));
    }
  }
}
