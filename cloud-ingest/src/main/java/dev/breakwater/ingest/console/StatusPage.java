package dev.breakwater.ingest.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the onshore side for programs on this machine, on the loopback address: {@code
 * /status.json}, and {@code /log/} the public files of the audit log. It only reads. People use the
 * console.
 */
public final class StatusPage implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusPage.class);
  private static final int THREADS = 2;
  private static final int WAITING_CONNECTIONS = 16;
  private static final String LOG = "/log/";
  private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final StatusSource source;
  private final LogFiles files;
  private final ObjectMapper json = new ObjectMapper();

  /** An answer before it is sent. */
  private record Page(int status, String type, Bytes body) {
    static Page text(int status, String text) {
      return of(status, "text/plain; charset=utf-8", text + "\n");
    }

    static Page of(int status, String type, String text) {
      return new Page(status, type, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private StatusPage(HttpServer server, StatusSource source, LogFiles files) {
    this.server = server;
    this.source = source;
    this.files = files;
  }

  /**
   * Starts to serve.
   *
   * @param port 0 for any
   * @param logDirectory the public directory of the audit log
   * @throws IOException if the port is taken
   */
  public static StatusPage start(int port, StatusSource source, Path logDirectory)
      throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var page =
        new StatusPage(
            HttpServer.create(address, WAITING_CONNECTIONS), source, new LogFiles(logDirectory));
    page.server.createContext("/", page::handle);
    page.server.setExecutor(page.threads);
    page.server.start();
    log.info("event=status_page_started port={}", page.port());
    return page;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Page answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!isLocal(exchange)) {
      return Page.text(421, "This page is served to this machine only.");
    }
    if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      return Page.text(405, "This page can only be read.");
    }
    if (path.startsWith(LOG)) {
      return logFile(exchange, path.substring(LOG.length()));
    }
    return switch (path) {
      case "/status.json" -> json();
      default -> Page.text(404, "There is no such page.");
    };
  }

  /** A web site elsewhere can point its own name at this address; its name is then the host. */
  private boolean isLocal(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return Set.of("127.0.0.1:" + port(), "localhost:" + port()).contains(String.valueOf(host));
  }

  private Page json() {
    String type = "application/json";
    try {
      return Page.of(200, type, json.writeValueAsString(source.status()));
    } catch (IOException e) {
      log.warn("event=status_unavailable error=\"{}\"", e.toString());
      return Page.of(503, type, "{\"error\":\"the state cannot be read at present\"}");
    }
  }

  private Page logFile(HttpExchange exchange, String name) throws IOException {
    Optional<Bytes> content = files.read(name);
    if (content.isEmpty()) {
      return Page.text(404, "The log has no such file.");
    }
    if (LogFiles.isFinal(name)) {
      exchange.getResponseHeaders().set("Cache-Control", "public, max-age=604800, immutable");
    }
    String type = LogFiles.isFinal(name) ? "application/octet-stream" : "text/plain; charset=utf-8";
    return new Page(200, type, content.get());
  }

  private void send(HttpExchange exchange, Page page) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", page.type());
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.putIfAbsent("Cache-Control", List.of("no-store"));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(page.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(page.status(), page.body().length());
    exchange.getResponseBody().write(page.body().toArray());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
