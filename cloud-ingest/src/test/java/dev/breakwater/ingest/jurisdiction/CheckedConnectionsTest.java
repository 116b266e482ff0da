package dev.breakwater.ingest.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.breakwater.ingest.border.TestRecipient;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.jurisdiction.ListedHost;
import dev.breakwater.policy.jurisdiction.ListedNetwork;
import dev.breakwater.policy.jurisdiction.Network;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Law.md C1, design idea 11: onshore by construction")
class CheckedConnectionsTest {
  private static final JurisdictionList LIST =
      new JurisdictionList(
          1,
          List.of(
              new ListedNetwork(Network.of("203.0.113.0/24"), "CN"),
              new ListedNetwork(Network.of("198.51.100.0/24"), "SG")),
          List.of(new ListedHost("moved.example.cn", "SG", Set.of())));

  private final Map<String, String> names = new HashMap<>();
  private final CheckedConnections connections = new CheckedConnections(LIST, this::resolve);

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    String address = names.get(host);
    if (address == null) {
      throw new UnknownHostException(host);
    }
    return List.of(InetAddress.getByName(address));
  }

  private static Sink onshore(String host) {
    return new Sink("kafka", "CN", host);
  }

  @Test
  void start_labelOnshoreAndAddressAbroad_isRefused() {
    names.put("kafka.example.cn", "198.51.100.7");

    assertThatThrownBy(() -> start("kafka.example.cn", () -> {}))
        .isInstanceOfSatisfying(
            WrongPlaceException.class,
            wrong -> {
              assertThat(wrong.sink()).isEqualTo(onshore("kafka.example.cn"));
              assertThat(wrong).hasMessageContaining("in SG").hasMessageContaining("Art. 11");
            });
  }

  @Test
  void start_addressThatNobodyListsOrHostListedElsewhere_isRefused() {
    names.put("kafka.example.cn", "192.0.2.1");
    names.put("moved.example.cn", "203.0.113.5");

    assertThatThrownBy(() -> start("kafka.example.cn", () -> {}))
        .isInstanceOf(WrongPlaceException.class)
        .hasMessageContaining("in no listed network");
    assertThatThrownBy(() -> start("moved.example.cn", () -> {}))
        .isInstanceOf(WrongPlaceException.class);
    assertThatThrownBy(() -> start("nowhere.example.cn", () -> {}))
        .isInstanceOf(UnknownHostException.class);
  }

  private SinkWatch start(String host, Runnable cut) throws IOException {
    return SinkWatch.start(connections, Map.of(onshore(host), cut), Duration.ofHours(1));
  }

  @Test
  void watch_nameThatLeadsAbroadLater_isCut() throws Exception {
    names.put("kafka.example.cn", "203.0.113.5");
    var cut = new AtomicInteger();
    try (SinkWatch watch = start("kafka.example.cn", cut::incrementAndGet)) {
      watch.check();
      assertThat(cut).hasValue(0);
      names.remove("kafka.example.cn");
      watch.check();
      assertThat(cut).as("a name that is not known leads nowhere").hasValue(0);
      names.put("kafka.example.cn", "198.51.100.7");
      watch.check();
      assertThat(cut).hasValue(1);
    }
  }

  @Test
  void host_withAPinnedCertificate_isAtItsPlaceOnlyIfItShowsIt(@TempDir Path directory)
      throws Exception {
    var authority =
        CertificateAuthority.init(
            directory.resolve("ca"), "test", InstantSource.system(), new SecureRandom());
    Digest pin = authority.issueServer(List.of("localhost"), directory.resolve("id")).digest();
    HttpsServer server = TestRecipient.start(directory.resolve("id"), directory.resolve("taken"));
    var address = "https://rest.example.cn:" + server.getAddress().getPort() + "/v1";
    Sink rest = Sink.at("catalog", "CN", address).orElseThrow();
    try {
      CheckedConnections right = pinned(pin);
      right.requireNames(rest);
      CheckedConnections wrong = pinned(Digest.ZERO);
      assertThatThrownBy(() -> wrong.requireNames(rest))
          .isInstanceOf(WrongPlaceException.class)
          .hasMessageContaining("without the certificate");
      assertThat(right.pins("rest.example.cn", Set.of(Digest.ZERO))).isEmpty();
      assertThat(right.pins("other.example.cn", Set.of(pin))).containsExactly(pin);
    } finally {
      server.stop(0);
    }
  }

  private static CheckedConnections pinned(Digest pin) {
    var hosts = List.of(new ListedHost("rest.example.cn", "CN", Set.of(pin)));
    var list = new JurisdictionList(1, List.of(), hosts);
    return new CheckedConnections(list, host -> List.of(InetAddress.getLoopbackAddress()));
  }

  @Test
  void sink_ofAnAddress_hasItsHost() {
    assertThat(Sink.at("catalog", "CN", "jdbc:postgresql://DB.example.cn:5432/onshore"))
        .contains(new Sink("catalog", "CN", "db.example.cn"));
    assertThat(Sink.at("witness", "CN", "https://w.example.cn/add"))
        .contains(new Sink("witness", "CN", "w.example.cn", 443));
    assertThat(Sink.at("catalog", "CN", "jdbc:sqlite:/data/catalog.db?busy_timeout=1")).isEmpty();
    assertThat(Sink.at("tables", "CN", "file:///data/tables")).isEmpty();
    assertThat(Sink.at("tables", "CN", "a setting with spaces")).isEmpty();
  }

  @Test
  void connection_nameThatLeadsAbroadLater_isClosed() throws Exception {
    names.put("catalog.example.cn", "127.0.0.1");
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
      connections.admit(new Sink("catalog", "CN", "catalog.example.cn"), socket);
      assertThat(connections.recheck()).isEmpty();
      assertThat(socket.isClosed()).isFalse();
      names.put("catalog.example.cn", "198.51.100.7");

      assertThat(connections.recheck()).hasSize(1);
      assertThat(socket.isClosed()).isTrue();
      assertThat(connections.recheck()).isEmpty();
    }
  }

  @Test
  void connection_peerElsewhereThanItsLabel_isClosedAtOnce() throws Exception {
    names.put("data.example.de", "127.0.0.1");
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
      assertThatThrownBy(
              () -> connections.admit(new Sink("recipient", "DE", "data.example.de"), socket))
          .isInstanceOf(WrongPlaceException.class);
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  @DisplayName("2026 Auto Export Guide: a query from abroad is an export")
  void reader_fromAbroad_getsNoAnswer() throws Exception {
    assertThat(answer(LIST).statusCode()).isEqualTo(200);
    var abroad =
        new JurisdictionList(
            2, List.of(new ListedNetwork(Network.of("127.0.0.0/8"), "SG")), List.of());

    HttpResponse<String> refused = answer(abroad);

    assertThat(refused.statusCode()).isEqualTo(451);
    assertThat(refused.body()).contains("from SG", "would be an export").doesNotContain("data");
    assertThat(new OnshoreOnly(LIST).refusal(InetAddress.getByName("192.0.2.1")).orElseThrow())
        .contains("not listed");
  }

  private static HttpResponse<String> answer(JurisdictionList list) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server
        .createContext(
            "/",
            exchange -> {
              exchange.sendResponseHeaders(200, 4);
              exchange
                  .getResponseBody()
                  .write("data".getBytes(java.nio.charset.StandardCharsets.UTF_8));
              exchange.close();
            })
        .getFilters()
        .add(new OnshoreOnly(list));
    server.start();
    try {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
              .build();
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    } finally {
      server.stop(0);
    }
  }
}
