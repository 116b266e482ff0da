package dev.breakwater.ingest.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.breakwater.ingest.jurisdiction.OnshoreOnly;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /feed?purpose=P&after=POSITION} on the loopback address: released telemetry as JSON
 * lines, the last of them {@code {"next": POSITION}}. A reader has a bearer token. Nothing is given
 * before the log has who reads what for which purpose.
 */
public final class FeedServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FeedServer.class);
  private static final int THREADS = 4;
  private static final int WAITING_CONNECTIONS = 16;
  private static final int MAX_QUERY = 4096;
  private static final String BEARER = "Bearer ";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final FeedReaders readers;
  private final Function<Instant, PolicyEngine> law;
  private final ReleasedTelemetry telemetry;
  private final ReadRecord record;
  private final InstantSource clock;

  /** Puts a reading into the audit log. */
  @FunctionalInterface
  public interface ReadRecord {
    /**
     * Returns when it is there.
     *
     * @param rules that permitted it
     * @throws IOException if it is not known to be there: then nothing is given
     */
    void log(String reader, String purpose, Set<String> rules, Digest pack) throws IOException;
  }

  /**
   * What the server gives, to whom, and where it says so.
   *
   * @param gate sends readers from abroad to the border
   */
  public record Sources(
      String bootstrapServers,
      ItemCipher cipher,
      FeedReaders readers,
      Function<Instant, PolicyEngine> law,
      ReadRecord record,
      OnshoreOnly gate) {}

  private record Answer(int status, String body) {}

  private FeedServer(HttpServer server, Sources sources, InstantSource clock) {
    this.server = server;
    this.readers = sources.readers();
    this.law = sources.law();
    this.telemetry = new ReleasedTelemetry(sources.bootstrapServers(), sources.cipher());
    this.record = sources.record();
    this.clock = clock;
  }

  /**
   * @param port 0 for any
   * @throws IOException if the port is taken
   */
  public static FeedServer start(int port, Sources sources, InstantSource clock)
      throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var feed = new FeedServer(HttpServer.create(address, WAITING_CONNECTIONS), sources, clock);
    feed.server.createContext("/feed", feed::handle).getFilters().add(sources.gate());
    feed.server.setExecutor(feed.threads);
    feed.server.start();
    log.info("event=feed_started port={}", feed.port());
    return feed;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = (answer.body() + "\n").getBytes(StandardCharsets.UTF_8);
      String type = answer.status() == 200 ? "application/x-ndjson" : "text/plain; charset=utf-8";
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("GET")) {
      return new Answer(405, "The feed can only be read.");
    }
    Optional<String> reader = reader(exchange);
    if (reader.isEmpty()) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      return new Answer(401, "Name yourself with a bearer token that the operator gave you.");
    }
    Map<String, String> query;
    FeedPosition after;
    try {
      query = query(String.valueOf(exchange.getRequestURI().getRawQuery()));
      after = FeedPosition.parse(query.getOrDefault("after", ""));
    } catch (IllegalArgumentException e) {
      return new Answer(400, "'after' or the query is not one: " + e.getMessage());
    }
    String purpose = query.getOrDefault("purpose", "");
    return purpose.isBlank()
        ? new Answer(400, "Say for which purpose: /feed?purpose=NAME.")
        : page(reader.get(), purpose, after);
  }

  private Optional<String> reader(HttpExchange exchange) {
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    return header.startsWith(BEARER)
        ? readers.named(header.substring(BEARER.length()))
        : Optional.empty();
  }

  private static Map<String, String> query(String raw) {
    if (raw.length() > MAX_QUERY) {
      throw new IllegalArgumentException("the query is longer than " + MAX_QUERY);
    }
    Map<String, String> query = new HashMap<>();
    for (String pair : raw.split("&", -1)) {
      int sign = pair.indexOf('=');
      if (sign > 0) {
        query.put(
            pair.substring(0, sign),
            URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private Answer page(String reader, String purpose, FeedPosition after) {
    FeedPermit permit = FeedPermit.of(law.apply(clock.instant()), purpose, clock.instant());
    if (permit.categories().isEmpty()) {
      return new Answer(
          403, "Not permitted for this purpose: " + String.join("; ", permit.clauses()));
    }
    try {
      record.log(reader, purpose, permit.rules(), permit.pack());
      ReleasedTelemetry.Page page = telemetry.read(permit.categories(), purpose, after);
      String next =
          new ObjectMapper().createObjectNode().put("next", page.next().toString()).toString();
      return new Answer(
          200, page.lines().isEmpty() ? next : String.join("\n", page.lines()) + "\n" + next);
    } catch (IOException e) {
      log.warn("event=feed_unavailable error=\"{}\"", e.toString());
      return new Answer(503, "The feed cannot be read at present.");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
