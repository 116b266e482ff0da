package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.log.LogBrokenException;
import dev.breakwater.audit.log.TimeWentBackException;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.border.Border;
import dev.breakwater.ingest.border.BorderSettings;
import dev.breakwater.ingest.border.DecisionLog;
import dev.breakwater.ingest.border.FiledRelease;
import dev.breakwater.ingest.border.HttpsDelivery;
import dev.breakwater.ingest.border.Surroundings;
import dev.breakwater.ingest.bundle.NoteSignatures;
import dev.breakwater.ingest.bundle.OfficeNote;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.HostResolver;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.trail.Places;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.border.OrderOfDecision;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.jurisdiction.ListedNetwork;
import dev.breakwater.policy.jurisdiction.Network;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.SubjectRef;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report on a real book: releases were asked for, approved, decided, logged and delivered over
 * HTTPS before it is made. Only the rows are in memory.
 */
@DisplayName("Law.md C2: the register of exports against the log")
final class ReportExportsTest {
  private static final Instant NOW = Instant.parse("2026-06-10T02:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String PERMITS =
      """
      sequence: 1
      exporter: example-motors
      critical-operator: false
      zone: none
      groups: [{group: example, lead: example-motors, members: [example-motors]}]
      recipients:
        - id: example-gmbh
          name: Example GmbH
          jurisdiction: DE
          endpoint: https://localhost:%d/deliveries
          pins: ["%s"]
          contact: privacy@example.de
      approvals:
        - number: SCC-1
          kind: standard-contract
          group: example
          recipient: {name: Example GmbH, jurisdiction: DE}
          categories: [driver.behaviour]
          purposes: [warranty]
          fields: [category, signal, value]
          persons: 10
          from: 2026-01-01
          to: 2028-12-31
      """;

  private static final String REQUEST =
      """
      recipient: example-gmbh
      purpose: warranty
      categories: [%s]
      from: 2026-05-01T00:00:00Z
      to: 2026-06-01T00:00:00Z
      basis: contract
      notice: %s
      impact-assessment: PIA-7
      """;

  @TempDir private Path folder;
  private final List<String> parcels = new ArrayList<>();
  private final SignerKey office = SignerKey.generate("office.example", RANDOM);
  private DataLayout data;
  private ItemCipher cipher;
  private HttpsServer recipient;

  @BeforeEach
  void open() throws Exception {
    data = new DataLayout(folder);
    cipher = DataCipher.of(data, RANDOM);
    Files.createDirectories(data.trust());
    Files.createDirectories(data.cloud());
    Files.writeString(data.policyKeys(), keys());
    recipient = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    recipient.createContext(
        "/deliveries",
        exchange -> {
          try (exchange) {
            byte[] parcel = exchange.getRequestBody().readAllBytes();
            parcels.add(new String(parcel, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
          }
        });
  }

  @AfterEach
  void close() {
    recipient.stop(0);
  }

  private String keys() {
    return "keys: [{key: '%s', from: 2026-01-01T00:00:00Z, to: 2099-01-01T00:00:00Z}]"
        .formatted(office.verifierKey());
  }

  /** The installation's log, written as its onshore side does, without Kafka between. */
  private record RealLog(TransparencyLog log, Places places, DataKeys keys) implements DecisionLog {
    @Override
    public long logged(Statement statement) throws IOException {
      try {
        log.append(List.of(places.of(statement).orElseThrow().leaf()), Bytes.EMPTY);
        return places.of(statement).orElseThrow().index().getAsLong();
      } catch (LogBrokenException | TimeWentBackException | NoteException e) {
        throw new IOException(e);
      }
    }

    @Override
    public String key() throws IOException {
      var unused = keys.of("border", "export");
      return DataKeys.name("border", "export");
    }
  }

  /** Has two requests decided, after another entry: one leaves, of the other no row may. */
  private List<FiledRelease> release() throws Exception {
    Digest pin = serve();
    SignerKey key = SignerKey.generate("log.example", RANDOM);
    PolicyFile.write(data.logPolicy(), key.verifierKey());
    PolicyFile policy = PolicyFile.read(data.logPolicy());
    Path state = data.cloud().resolve("log-state");
    try (var store = DirectoryLogStore.open(data.onshore().log(), state)) {
      var log = TransparencyLog.open(store, key, InstantSource.system());
      log.append(List.of(leaf("STORE", "STORED")), Bytes.EMPTY);
      var source = LogSource.of(data.onshore().log().toString());
      var places = new Places(cipher, source, policy, 0);
      try (Border border = border(new RealLog(log, places, cipher.keys()))) {
        border.approve(
            OfficeNote.sign(bytes(PERMITS.formatted(port(), pin.hex())), office), "permits.yaml");
        return List.of(
            border.release(request(border, "driver.behaviour"), "SCC-1"),
            border.release(request(border, "identity.account"), "SCC-1"));
      }
    }
  }

  private static long request(Border border, String category) throws Exception {
    String notice = "ab".repeat(Digest.LENGTH);
    return border.request(bytes(REQUEST.formatted(category, notice)), "request.yaml");
  }

  private Border border(DecisionLog log) throws Exception {
    var abroad =
        new JurisdictionList(
            1, List.of(new ListedNetwork(Network.of("127.0.0.0/8"), "DE")), List.of());
    return Border.open(
        new BorderSettings(
            data.border(),
            KeyRing.load(bytes(keys()), "keys.yaml", new NoteSignatures()),
            OrderOfDecision.china()),
        new Surroundings(
            (request, taker) -> {
              for (int i = 1; i <= 3; i++) {
                taker.take(item(i, request.categories().iterator().next()));
              }
            },
            log,
            new HttpsDelivery(new CheckedConnections(abroad, HostResolver.SYSTEM)),
            new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnExport())),
            () -> NOW,
            RANDOM));
  }

  private static Item item(long number, String category) {
    var vehicle = new VehicleRef("0123456789abcdef".repeat(2));
    return new Item(
        new ItemId(new ChainId(vehicle, 1, Lane.TELEMETRY), number),
        category,
        "driving.habits",
        Instant.parse("2026-05-02T00:00:00Z").toEpochMilli(),
        new SubjectRef("person-" + number),
        1,
        List.of("pipl-13.personal.store"),
        new Signal("Vehicle.Driver.AttentiveProbability", Long.toString(number)).encode());
  }

  private Digest serve() throws Exception {
    Credentials identity =
        CertificateAuthority.init(folder.resolve("ca"), "Example", InstantSource.system(), RANDOM)
            .issueServer(List.of("localhost"), folder.resolve("identity"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key", identity.key(), new char[0], identity.chain().toArray(Certificate[]::new));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    recipient.setHttpsConfigurator(new HttpsConfigurator(context));
    recipient.start();
    return identity.digest();
  }

  private int port() {
    return recipient.getAddress().getPort();
  }

  private static LeafContent leaf(String stage, String decision) {
    return new LeafContent(
        stage, Digest.ZERO, decision, List.of(), Digest.ZERO, LeafContent.hourOf(NOW));
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private Result report(String format) {
    return run(
        "report",
        "exports",
        "--data",
        folder.toString(),
        "--year",
        "2026",
        "--language",
        "en",
        "--format",
        format,
        "-o",
        out("x." + format).toString());
  }

  private Path out(String name) {
    return folder.resolve(name);
  }

  private JsonNode register(String format) throws IOException {
    return new ObjectMapper().readTree(out("x." + format + ".register.json").toFile());
  }

  @Test
  void book_withRealReleases_isReportedAsItAndTheLogHaveThem() throws Exception {
    List<FiledRelease> released = release();

    Result pdf = report("pdf");
    Result html = report("html");

    assertThat(parcels).singleElement().asString().hasLineCount(4);
    assertThat(pdf.err()).isEmpty();
    assertThat(pdf.exitCode()).isZero();
    assertThat(html.exitCode()).isZero();
    String[] words = {
      released.get(0).digest().hex(),
      released.get(0).approval(),
      "3left,0stayed",
      "0left,3stayed",
      "ExampleGmbH(DE),privacy@example.de",
      "entry1ofthelog",
      "entry2ofthelog"
    };
    try (var read = Loader.loadPDF(out("x.pdf").toFile())) {
      assertThat(new PDFTextStripper().getText(read).replaceAll("\\s", "")).contains(words);
    }
    assertThat(Files.readString(out("x.html")).replaceAll("<[^>]*>|\\s", "")).contains(words);
    JsonNode rows = register("html");
    assertThat(rows).hasSize(2).allMatch(row -> row.get("log-says").asText().isEmpty());
    assertThat(rows.findValuesAsText("state")).containsExactly("delivered", "refused");
    assertThat(leafAt(1).decision()).isEqualTo(released.get(0).statement().decision());
    assertThat(leafAt(2).decision()).isEqualTo(released.get(1).statement().decision());
  }

  private LeafContent leafAt(int index) throws Exception {
    Bytes bundle =
        Bytes.of(Files.readAllBytes(data.onshore().log().resolve("tile/entries/000.p/3")));
    return Leaf.decode(EntryBundle.decode(bundle, 3).get(index)).content();
  }

  @Test
  void book_fromWhichAReleaseWasTaken_isFoundByItsEntryInTheLog() throws Exception {
    release();
    try (var book =
            DriverManager.getConnection("jdbc:sqlite:" + data.border().resolve("border.db"));
        var statement = book.createStatement()) {
      statement.execute("DROP TRIGGER keep_releases");
      assertThat(statement.executeUpdate("DELETE FROM releases WHERE number = 1")).isEqualTo(1);
    }

    Result report = report("html");

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.out())
        .contains("entry 1 of the log: RELEASED, hour 2026-06-10T02:00:00Z; the book has no such")
        .doesNotContain("entry 0", "entry 2");
    assertThat(register("html").findValuesAsText("only-in-log")).containsExactly("1");
    assertThat(Files.readString(out("x.html")))
        .contains("Entry 1 of the log: not in the book", "class=\"bad\"");
  }

  @Test
  void book_thatIsLost_isFoundByEveryEntryOfTheStage() throws Exception {
    release();
    Files.delete(data.border().resolve("border.db"));

    Result report = report("html");

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(register("html").findValuesAsText("only-in-log")).containsExactly("1", "2");
  }

  @Test
  void release_whoseKeyIsDestroyed_givesNoFinding() throws Exception {
    release();
    cipher.keys().destroy(DataKeys.name("border", "export"));

    assertThat(report("html").exitCode()).isZero();
  }

  @Test
  void installation_thatHasLoggedNothing_hasAnEmptyRegister() throws Exception {
    Result report = report("html");

    assertThat(report.err()).isEmpty();
    assertThat(report.exitCode()).isZero();
    assertThat(Files.readString(out("x.html"))).contains("There was no release in this year.");
  }
}
