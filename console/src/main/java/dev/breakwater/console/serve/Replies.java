package dev.breakwater.console.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Download;
import dev.breakwater.console.Answer.FileDownload;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Sends answers. */
final class Replies {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A problem as pages read it. */
  private record Told(String code, String message) {}

  private Replies() {}

  static void send(RoutingContext context, Answer answer) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      return;
    }
    if (answer instanceof Json json) {
      json(response, json.value());
    } else if (answer instanceof Problem problem) {
      response.setStatusCode(problem.status());
      json(response, new Told(problem.code(), problem.message()));
    } else if (answer instanceof Download download) {
      named(response, download.fileName(), download.mediaType());
      response.end(Buffer.buffer(download.content().toArray()));
    } else if (answer instanceof FileDownload download) {
      named(response, download.fileName(), download.mediaType());
      response.sendFile(download.file().toString());
    }
  }

  private static void json(HttpServerResponse response, Object value) {
    try {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .end(Buffer.buffer(JSON.writeValueAsBytes(value)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer can be written as JSON", e);
    }
  }

  /** The name could only hold what a header may: anything else would end it. */
  private static void named(HttpServerResponse response, String name, String type) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader("Content-Disposition", "attachment; filename=\"" + safe + "\"");
  }
}
