package dev.breakwater.ingest.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.audit.timestamp.TimestampClient;
import dev.breakwater.audit.timestamp.TimestampToken;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.HostResolver;
import dev.breakwater.ingest.jurisdiction.WrongPlaceException;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A time-stamp authority that speaks HTTP: openssl ts behind a server (RFC 3161, 3.4)")
class HttpTimeTransportTest {
  private static final Digest DIGEST = Digest.of(new byte[] {1, 2, 3});
  private static final String MAKE =
      """
      set -e
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 2 \
        -subj '/CN=Example time-stamp CA' -addext keyUsage=critical,keyCertSign
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tsa.key -out tsa.csr -subj '/CN=Example TSA'
      printf 'extendedKeyUsage=critical,timeStamping\\nkeyUsage=critical,digitalSignature\\n' >tsa.ext
      openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile tsa.ext -out tsa.pem
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout other.key -out other.pem -days 2 \
        -subj '/CN=Another CA'
      printf '[tsa]\\ndefault_tsa=t\\n[t]\\nserial=serial\\nsigner_digest=sha256\\ndefault_policy=1.2.3.4\\ndigests=sha256\\n' >tsa.cnf
      """;

  @TempDir static Path home;
  private static HttpServer server;

  @BeforeAll
  static void start() throws Exception {
    run("sh", "-c", MAKE);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/tsr", exchange -> answer(exchange, 200, reply(exchange)));
    server.createContext("/broken", exchange -> answer(exchange, 503, new byte[0]));
    server.createContext("/moved", exchange -> redirect(exchange));
    server.createContext(
        "/nonsense", exchange -> answer(exchange, 200, "<html>".getBytes(StandardCharsets.UTF_8)));
    server.createContext("/long", exchange -> answer(exchange, 200, new byte[1 << 20]));
    server.createContext("/silent", exchange -> {});
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static byte[] reply(HttpExchange exchange) throws IOException {
    assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
        .isEqualTo("application/timestamp-query");
    Files.write(home.resolve("query"), exchange.getRequestBody().readAllBytes());
    try {
      run(
          ("openssl ts -reply -config tsa.cnf -section t -queryfile query -signer tsa.pem"
                  + " -inkey tsa.key -chain ca.pem -out reply")
              .split(" ", -1));
      return Files.readAllBytes(home.resolve("reply"));
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "/tsr");
    answer(exchange, 307, new byte[0]);
  }

  private static TimestampClient client(String path, String anchor, HostResolver resolver)
      throws Exception {
    Duration patience = path.equals("/silent") ? Duration.ofMillis(300) : Duration.ofSeconds(20);
    var connections = new CheckedConnections(JurisdictionList.none(), resolver);
    URI uri = URI.create("http://tsa.example:" + server.getAddress().getPort() + path);
    var transport = new HttpTimeTransport(uri, connections, patience);
    return new TimestampClient(
        TimeAnchors.read(home.resolve(anchor)), transport, new SecureRandom());
  }

  private static List<InetAddress> here(String host) {
    return List.of(InetAddress.getLoopbackAddress());
  }

  @Test
  void token_ofAnotherProgramsAuthority_isVerifiedOffline() throws Exception {
    TimestampToken token = client("/tsr", "ca.pem", HttpTimeTransportTest::here).stamp(DIGEST);

    assertThat(token.verify(DIGEST, TimeAnchors.read(home.resolve("ca.pem"))))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(token.verify(DIGEST, TimeAnchors.read(home.resolve("tsa.pem")))).isNotNull();
    Bytes changed = token.encoded().slice(0, token.encoded().length() - 1);
    assertThatThrownBy(
            () ->
                new TimestampToken(changed)
                    .verify(DIGEST, TimeAnchors.read(home.resolve("ca.pem"))))
        .hasMessageContaining("no time-stamp token");
  }

  @Test
  void token_thatTheAnchorDoesNotCertify_isNotTaken() throws Exception {
    var client = client("/tsr", "other.pem", HttpTimeTransportTest::here);
    assertThatThrownBy(() -> client.stamp(DIGEST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no trusted authority");
  }

  @Test
  void answer_thatIsNone_isAnError() throws Exception {
    assertFails("/broken", "answers 503");
    assertFails("/moved", "answers 307");
    assertFails("/nonsense", "does not verify");
    assertFails("/long", "too long");
    assertFails("/silent", "timed out");
  }

  private static void assertFails(String path, String problem) throws Exception {
    var client = client(path, "ca.pem", HttpTimeTransportTest::here);
    assertThatThrownBy(() -> client.stamp(DIGEST))
        .isInstanceOf(IOException.class)
        .message()
        .containsIgnoringCase(problem);
  }

  @Test
  @DisplayName("Auto Provisions Art. 11: an authority abroad is not connected to")
  void authority_thatIsNotOnshore_isNotConnectedTo() throws Exception {
    var abroad = InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 7});
    var client = client("/tsr", "ca.pem", host -> List.of(abroad));
    assertThatThrownBy(() -> client.stamp(DIGEST))
        .hasMessageContaining("203.0.113.7")
        .hasCauseInstanceOf(WrongPlaceException.class);
  }
}
