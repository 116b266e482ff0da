package dev.breakwater.audit.auditor;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.leaves;
import static dev.breakwater.audit.log.LogFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.MemoryLogStore;
import dev.breakwater.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSourceTest {
  private final MemoryLogStore store = new MemoryLogStore();
  private HttpServer server;
  private boolean gzip;
  private int status = 200;

  @BeforeEach
  void serveALog() throws Exception {
    TransparencyLog.open(store, KEY, InstantSource.fixed(NOW)).append(leaves(0, 700), Bytes.EMPTY);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/my/log/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void verify_staticWebServer_isVerifiedWithoutListing() throws IOException {
    VerifyReport report = new Verifier(source()).verify(policy());

    assertThat(report.exitCode()).isZero();
    boolean listed = report.match(v -> v.filesListed(), i -> true, b -> true);
    assertThat(listed).isFalse();
  }

  @Test
  void verify_gzippedAnswers_areRead() throws IOException {
    gzip = true;

    assertThat(new Verifier(source()).verify(policy()).exitCode()).isZero();
  }

  @Test
  void verify_missingTile_isNamed() throws IOException {
    store.published().remove("tile/0/001");

    VerifyReport report = new Verifier(source(), Duration.ZERO).verify(policy());

    String file = report.match(v -> "", i -> "", b -> b.file());
    assertThat(file).isEqualTo("tile/0/001");
  }

  @Test
  void prove_overHttp_verifies() throws Exception {
    TlogProof proof = new Prover(source(), policy()).prove(699);

    assertThat(proof.verify(policy()).size()).isEqualTo(700);
  }

  @Test
  void read_answerLongerThanItsLimit_isCutOneByteBehind() throws IOException {
    Bytes cut = source().read("tile/0/000", 100).orElseThrow();

    assertThat(cut.length()).isEqualTo(101);
    gzip = true;
    store.published().put("tile/0/000", Bytes.of(new byte[64 << 20]));
    assertThat(source().read("tile/0/000", Tile.MAX_BYTES).orElseThrow().length())
        .isEqualTo(Tile.MAX_BYTES + 1);
  }

  @Test
  void read_redirectOrError_isNoAnswer() {
    for (int other : new int[] {302, 403, 500}) {
      status = other;
      assertThatThrownBy(() -> source().read("checkpoint", 10))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("answers " + other);
    }
  }

  @Test
  void read_bodyThatStopsComing_endsAtTheTimeout() {
    server.createContext(
        "/slow/",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush(); // and nothing more, ever
        });
    URI slow = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slow");

    assertThatThrownBy(() -> new HttpSource(slow, Duration.ofMillis(300)).read("checkpoint", 10))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not answer in");
  }

  private LogSource source() {
    return LogSource.of("http://127.0.0.1:" + server.getAddress().getPort() + "/my/log");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/my/log/".length());
    try (exchange) {
      var content = store.read(path);
      if (status != 200 || content.isEmpty()) {
        exchange.sendResponseHeaders(status == 200 ? 404 : status, -1);
        return;
      }
      byte[] body = gzip ? gzipped(content.get()) : content.get().toArray();
      if (gzip) {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      }
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] gzipped(Bytes content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content.toArray());
    }
    return bytes.toByteArray();
  }
}
