package dev.breakwater.endtoend;

import static dev.breakwater.endtoend.OnshoreSide.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A recipient abroad, on an address that the compliance office says is there, and its papers. */
final class Recipient implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.2";
  private static final int TAKEN = 204;

  private static final String PLACES =
      "sequence: 1\nnetworks: [{network: %s/32, jurisdiction: DE}]\nhosts: []\n".formatted(ADDRESS);

  private static final String PERMITS =
      """
      sequence: %d
      exporter: example-motors
      critical-operator: false
      zone: none
      groups: [{group: example, lead: example-motors, members: [example-motors]}]
      recipients:
        - id: example-gmbh
          name: Example GmbH
          jurisdiction: DE
          endpoint: https://%s:%d/deliveries
          pins: ["%s"]
          contact: privacy@example.de
      approvals:
        - number: OWN-1
          kind: exemption
          group: example
          recipient: {name: Example GmbH, jurisdiction: DE}
          categories: [vehicle.motion.*]
          purposes: [warranty]
          fields: [category, signal, value]
          persons: 1000
          from: 2026-01-01
          to: 2098-12-31
      """;

  private static final String REQUEST =
      """
      recipient: example-gmbh
      purpose: warranty
      categories: [vehicle.motion.speed]
      from: 2020-01-01T00:00:00Z
      to: 2098-01-01T00:00:00Z
      basis: contract
      """;

  private final Map<String, String> parcels = new ConcurrentHashMap<>();
  private final ComplianceOffice office;
  private final Credentials credentials;
  private final HttpsServer server;
  private volatile int status = TAKEN;

  private Recipient(ComplianceOffice office, Credentials credentials, HttpsServer server) {
    this.office = office;
    this.credentials = credentials;
    this.server = server;
  }

  /**
   * Installs the keys of a compliance office and its list of places, before the onshore side
   * starts.
   */
  static Recipient start(Path data) throws Exception {
    var office = ComplianceOffice.of(new DataLayout(data).policyKeys());
    Path directory = Files.createTempDirectory(data, "recipient");
    Credentials credentials =
        CertificateAuthority.init(
                directory.resolve("ca"), "Example", InstantSource.system(), new SecureRandom())
            .issueServer(List.of(ADDRESS), directory.resolve("identity"));
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0), 1);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(credentials)));
    var recipient = new Recipient(office, credentials, server);
    Files.write(data.resolve("cloud/jurisdictions.note"), office.signed(PLACES).toArray());
    server.createContext(
        "/deliveries",
        exchange -> {
          try (exchange) {
            recipient.take(exchange);
          }
        });
    server.start();
    return recipient;
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int answered = status;
    if (answered == TAKEN) {
      parcels.merge(
          exchange.getRequestHeaders().getFirst("Idempotency-Key"),
          new String(body, StandardCharsets.UTF_8),
          String::concat);
    }
    exchange.sendResponseHeaders(answered, -1);
  }

  /** Takes nothing from now on, and says so. */
  void failAndTakeNothing() {
    status = 503;
  }

  void takeAgain() {
    status = TAKEN;
  }

  private static SSLContext tls(Credentials credentials) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key", credentials.key(), new char[0], credentials.chain().toArray(Certificate[]::new));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Has permits taken and a request filed; its number is 1. */
  void file(Path data) throws Exception {
    export(data, "approve", Files.write(data.resolve("permits.note"), permits(1).toArray()));
    export(data, "request", Files.writeString(data.resolve("request.yaml"), REQUEST));
  }

  /** Returns the signed paper that lets it have something. */
  Bytes permits(long sequence) throws NoteException {
    int port = server.getAddress().getPort();
    return office.signed(PERMITS.formatted(sequence, ADDRESS, port, credentials.digest().hex()));
  }

  private static void export(Path data, String what, Path file)
      throws IOException, InterruptedException {
    var run = Product.run("cloud", "export", what, file.toString(), "--data", data.toString());
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  /** Has the request released, or asks how it ended. */
  static Product.Result release(Path data) throws IOException, InterruptedException {
    return Product.run(
        names(data),
        "cloud",
        "export",
        "release",
        "1",
        "--approval",
        "OWN-1",
        "--data",
        data.toString());
  }

  /** Returns what came, by idempotency key. */
  Map<String, String> parcels() {
    return parcels;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
