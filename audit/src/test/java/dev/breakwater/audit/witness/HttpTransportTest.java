package dev.breakwater.audit.witness;

import static dev.breakwater.audit.log.LogFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The way to a witness: HTTP with limits (C2SP tlog-witness)")
class HttpTransportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LITTLE = Duration.ofMillis(300);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/good/add-checkpoint", HttpTransportTest::echo);
    server.createContext("/conflict/add-checkpoint", HttpTransportTest::conflict);
    server.createContext("/moved/add-checkpoint", HttpTransportTest::moved);
    server.createContext("/long/add-checkpoint", HttpTransportTest::tooLong);
    server.createContext("/silent/add-checkpoint", exchange -> await());
    server.createContext("/dripping/add-checkpoint", this::drip);
    server.start();
  }

  @AfterEach
  void stop() {
    ended.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void echo(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    answer(
        exchange,
        200,
        exchange.getRequestMethod() + " " + new String(body, StandardCharsets.UTF_8));
  }

  private static void conflict(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", WitnessAnswer.SIZE);
    answer(exchange, 409, "7\n");
  }

  private static void moved(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "/good/add-checkpoint");
    answer(exchange, 307, "");
  }

  private static void tooLong(HttpExchange exchange) throws IOException {
    answer(exchange, 200, "x".repeat(WitnessClient.MAX_ANSWER_BYTES + 1));
  }

  private void await() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The head comes at once, the body never ends. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('x');
    exchange.getResponseBody().flush();
    await();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private WitnessAnswer post(String witness) throws IOException {
    return post(witness, PATIENCE);
  }

  private WitnessAnswer post(String witness, Duration patience) throws IOException {
    int port = server.getAddress().getPort();
    return new HttpTransport(URI.create("http://127.0.0.1:" + port + witness), patience)
        .post(bytes("old 0"));
  }

  @Test
  void answer_ofAWitness_isReturnedAsItIs() throws Exception {
    assertThat(post("/good")).isEqualTo(new WitnessAnswer(200, "", "POST old 0"));
    assertThat(post("/good/")).isEqualTo(new WitnessAnswer(200, "", "POST old 0"));
    assertThat(post("/conflict")).isEqualTo(WitnessAnswer.conflict(7));
    assertThat(post("/nowhere").status()).isEqualTo(404);
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    assertThat(post("/moved").status()).isEqualTo(307);
  }

  @Test
  void answer_thatIsTooLong_isRefused() {
    assertThatThrownBy(() -> post("/long"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void witness_thatSaysNothing_orDrips_isGivenUp() {
    for (String witness : new String[] {"/silent", "/dripping"}) {
      long before = System.nanoTime();
      assertThatThrownBy(() -> post(witness, LITTLE)).as(witness).isInstanceOf(IOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void witness_thatIsAway_isAnError() {
    server.stop(0);
    assertThatThrownBy(() -> post("/good")).isInstanceOf(IOException.class);
  }
}
