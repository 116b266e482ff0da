package dev.breakwater.cli.onshore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /metrics}, and {@code /health}: 200 if all is well, 503 if the process waits for
 * something, as probes of an orchestrator understand it.
 */
public final class HealthServer implements AutoCloseable {
  private static final int WAITING_CONNECTIONS = 4;
  private static final int OK = 200;
  private static final int NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  private final @Nullable HttpServer server;

  private HealthServer(@Nullable HttpServer server) {
    this.server = server;
  }

  /** Returns one that listens nowhere. */
  public static HealthServer none() {
    return new HealthServer(null);
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

  /** Returns the TCP port, 0 for none. */
  public int port() {
    return server == null ? 0 : server.getAddress().getPort();
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
    if (server != null) {
      server.stop(0);
    }
  }
}
