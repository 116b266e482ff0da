package dev.breakwater.cli.onshore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Answers {@code /metrics}, and {@code /health}: 200 if all is well, 503 if the process waits for
 * something, as probes of an orchestrator understand it.
 */
public final class HealthServer implements AutoCloseable {
  private static final int WAITING_CONNECTIONS = 4;
  private static final int OK = 200;
  private static final int NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * @param state is asked with every answer; safe for use by another thread
   * @throws IOException if the port is taken
   */
  public static HealthServer start(InetSocketAddress address, Supplier<ProcessState> state)
      throws IOException {
    var server = HttpServer.create(address, WAITING_CONNECTIONS);
    server.createContext(
        "/metrics",
        exchange ->
            answer(
                exchange,
                OK,
                "text/plain; version=0.0.4; charset=utf-8",
                state.get().metrics().toString()));
    server.createContext(
        "/health",
        exchange -> {
          ProcessState now = state.get();
          int code = now.trouble().isEmpty() ? OK : UNAVAILABLE;
          answer(exchange, code, "text/plain; charset=utf-8", now.health() + "\n");
        });
    server.start();
    return new HealthServer(server);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    try (exchange) {
      boolean read = exchange.getRequestMethod().equals("GET");
      byte[] body = (read ? text : "").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(read ? code : NOT_ALLOWED, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
