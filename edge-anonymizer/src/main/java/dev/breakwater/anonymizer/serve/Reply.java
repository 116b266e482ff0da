package dev.breakwater.anonymizer.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is sent: JSON, a file, or nothing.
 *
 * @param file is sent as the body; null for JSON
 */
record Reply(
    int status, Map<String, String> headers, @Nullable ObjectNode json, @Nullable Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final long LEFT_OVER_BYTES = 16L << 20;

  private static final Map<String, String> TYPES =
      Map.of(
          ".jpg", "image/jpeg",
          ".png", "image/png",
          ".mp4", "video/mp4",
          ".jsonl", "application/jsonl",
          ".json", "application/json",
          ".sig", "text/plain; charset=utf-8");

  Reply {
    headers = new LinkedHashMap<>(headers);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static Reply json(int status, ObjectNode body) {
    return new Reply(status, Map.of("Content-Type", "application/json"), body, null);
  }

  static Reply nothing(int status) {
    return new Reply(status, Map.of(), null, null);
  }

  static Reply problem(Problem problem) {
    ObjectNode body = object().put("error", problem.error()).put("remedy", problem.remedy());
    Reply reply = json(problem.status(), body);
    if (problem.retrySeconds() > 0) {
      reply.headers.put("Retry-After", Integer.toString(problem.retrySeconds()));
    }
    if (problem.status() == 401) {
      reply.headers.put("WWW-Authenticate", "Bearer");
    }
    return reply;
  }

  static Reply file(Path file) {
    String name = String.valueOf(file.getFileName());
    return new Reply(
        200,
        Map.of(
            "Content-Type",
            TYPES.get(name.substring(name.lastIndexOf('.'))),
            "Content-Disposition",
            "attachment; filename=\"" + name + "\""),
        null,
        file);
  }

  Reply with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  void send(HttpExchange exchange) throws IOException {
    if (file == null) {
      byte[] body = json == null ? new byte[0] : JSON.writeValueAsBytes(json);
      start(exchange, body.length).write(body);
    } else {
      send(exchange, file);
    }
    exchange.getResponseBody().flush();
  }

  /** An open file stays whole even if its task is deleted meanwhile. */
  private void send(HttpExchange exchange, Path served) throws IOException {
    FileChannel opened;
    try {
      opened = FileChannel.open(served);
    } catch (NoSuchFileException e) {
      problem(Problem.NOT_FOUND).send(exchange);
      return;
    }
    try (InputStream content = Channels.newInputStream(opened)) {
      content.transferTo(start(exchange, opened.size()));
    }
  }

  private OutputStream start(HttpExchange exchange, long bytes) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, bytes == 0 ? -1 : bytes);
    return exchange.getResponseBody();
  }

  /** Reads what is left of a refused body: a connection closed before that loses the answer. */
  static void drain(InputStream body) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = LEFT_OVER_BYTES;
    for (int read = body.read(buffer); read >= 0 && left > 0; read = body.read(buffer)) {
      left -= read;
    }
  }
}
