package dev.breakwater.console.serve;

import dev.breakwater.console.serve.WebFiles.WebFile;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page's own files; they hold nothing that is anybody's. */
final class Pages {
  private static final Logger log = LoggerFactory.getLogger(Pages.class);

  private final WebFiles files;

  Pages(WebFiles files) {
    this.files = files;
  }

  void mount(Router router) {
    router.get("/*").blockingHandler(this::serve, false);
  }

  private void serve(RoutingContext context) {
    String path = context.normalizedPath();
    try {
      send(context, files.find(path.equals("/") ? "index.html" : path.substring(1)));
    } catch (IOException e) {
      log.warn("event=console_file_unreadable path={}", path, e);
      context.response().setStatusCode(500).end();
    }
  }

  private static void send(RoutingContext context, Optional<WebFile> found) {
    HttpServerResponse response = context.response();
    if (found.isEmpty()) {
      response.setStatusCode(404).end();
      return;
    }
    WebFile file = found.get();
    response
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader(HttpHeaders.ETAG, file.tag())
        .putHeader(HttpHeaders.VARY, "Accept-Encoding");
    if (file.tag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
    if (String.valueOf(context.request().getHeader("Accept-Encoding")).contains("gzip")) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(file.packed());
    } else {
      response.end(file.content());
    }
  }
}
