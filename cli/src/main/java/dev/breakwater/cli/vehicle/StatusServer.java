package dev.breakwater.cli.vehicle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Answers {@code /metrics} and {@code /health} on the loopback interface, until it is closed. */
public final class StatusServer implements AutoCloseable {
  private static final int WAITING_CONNECTIONS = 4;
  private static final int PATIENCE_MILLIS = 2000;
  private static final int MAX_ANSWER_BYTES = 1000;

  private final HttpServer server;
  private final Supplier<AgentStatus> status;

  private StatusServer(HttpServer server, Supplier<AgentStatus> status) {
    this.server = server;
    this.status = status;
  }

  /**
   * @param port 0 for any that is free
   * @param status is asked with every answer; safe for use by another thread
   * @throws IOException if the port is taken
   */
  public static StatusServer start(int port, Supplier<AgentStatus> status) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var server = new StatusServer(HttpServer.create(address, WAITING_CONNECTIONS), status);
    server.server.createContext("/metrics", server::metrics);
    server.server.createContext("/health", server::health);
    server.server.start();
    return server;
  }

  /**
   * Asks the server of another process.
   *
   * @return what {@link AgentStatus#health} says
   * @throws IOException if nobody answers within two seconds
   */
  public static String ask(int port) throws IOException {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    var connection = URI.create("http://" + host + ":" + port + "/health").toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8).strip();
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void metrics(HttpExchange exchange) throws IOException {
    answer(exchange, "text/plain; version=0.0.4; charset=utf-8", status.get().metrics());
  }

  private void health(HttpExchange exchange) throws IOException {
    answer(exchange, "text/plain; charset=utf-8", status.get().health() + "\n");
  }

  private static void answer(HttpExchange exchange, String type, String text) throws IOException {
    try (exchange) {
      boolean read = exchange.getRequestMethod().equals("GET");
      byte[] body = (read ? text : "").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(read ? 200 : 405, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
