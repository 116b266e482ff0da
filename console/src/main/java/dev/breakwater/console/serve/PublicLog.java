package dev.breakwater.console.serve;

import dev.breakwater.ingest.console.LogFiles;
import dev.breakwater.wire.Bytes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the files of the public log to everybody (C2SP tlog-tiles). */
final class PublicLog {
  private static final String PREFIX = "/log/";
  private static final Logger log = LoggerFactory.getLogger(PublicLog.class);

  private final LogFiles files;

  PublicLog(LogFiles files) {
    this.files = files;
  }

  void mount(Router router) {
    router.get(PREFIX + "*").blockingHandler(this::serve, false);
  }

  private void serve(RoutingContext context) {
    HttpServerResponse response = context.response();
    String name = context.normalizedPath().substring(PREFIX.length());
    try {
      Optional<Bytes> content = files.read(name);
      if (content.isEmpty()) {
        response.setStatusCode(404).end();
        return;
      }
      boolean isText = name.equals("checkpoint");
      response
          .putHeader(
              HttpHeaders.CONTENT_TYPE,
              isText ? "text/plain; charset=utf-8" : "application/octet-stream")
          .putHeader(
              HttpHeaders.CACHE_CONTROL,
              LogFiles.isFinal(name) ? "max-age=31536000, immutable" : "no-cache")
          .end(Buffer.buffer(content.get().toArray()));
    } catch (IOException e) {
      log.warn("event=log_file_unreadable name={}", name, e);
      response.setStatusCode(500).end();
    }
  }
}
