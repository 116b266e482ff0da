package dev.breakwater.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.breakwater.audit.witness.AddCheckpoint;
import dev.breakwater.audit.witness.Witness;
import dev.breakwater.audit.witness.WitnessAnswer;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A witness on HTTP, at the loopback address. */
final class WitnessServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WitnessServer.class);
  private static final int WAITING_CONNECTIONS = 16;
  private static final int THREADS = 4;
  private static final String PATH = "/add-checkpoint";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Witness witness;

  private WitnessServer(HttpServer server, Witness witness) {
    this.server = server;
    this.witness = witness;
  }

  /**
   * Starts to serve.
   *
   * @param port 0 for any
   * @throws IOException if the port is taken
   */
  static WitnessServer start(int port, Witness witness) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var started = new WitnessServer(HttpServer.create(address, WAITING_CONNECTIONS), witness);
    started.server.createContext("/", started::handle);
    started.server.setExecutor(started.threads);
    started.server.start();
    return started;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private WitnessAnswer answer(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      return new WitnessAnswer(404, "", "there is " + PATH + " here\n");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return new WitnessAnswer(405, "", "a checkpoint is posted\n");
    }
    Bytes body = Bytes.of(exchange.getRequestBody().readNBytes(AddCheckpoint.MAX_BYTES + 1));
    try {
      WitnessAnswer answer = witness.add(body);
      log.info("event=witness_asked status={}", answer.status());
      return answer;
    } catch (IOException e) {
      log.error("event=witness_failed error=\"{}\"", e.toString());
      return new WitnessAnswer(500, "", "the witness cannot keep what it cosigns\n");
    }
  }

  private static void send(HttpExchange exchange, WitnessAnswer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    String type =
        answer.contentType().isEmpty() ? "text/plain; charset=utf-8" : answer.contentType();
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
