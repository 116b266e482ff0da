package dev.breakwater.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.installation.Trust;
import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.erase.ErasableStore;
import dev.breakwater.ingest.erase.Eraser;
import dev.breakwater.ingest.erase.Erasure;
import dev.breakwater.ingest.erase.ErasureFiles;
import dev.breakwater.ingest.erase.LoggedErasures;
import dev.breakwater.ingest.job.PolicyTexts;
import dev.breakwater.ingest.keys.DataKey;
import dev.breakwater.ingest.keys.KeyScope;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.pipeline.CloudPipeline;
import dev.breakwater.ingest.pipeline.PipelineSettings;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a process of its own: broker, jobs and log appender are in another one, that of
 * the test, and the two share topics and data directory alone.
 */
final class CloudConsoleCommandTest {
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(3);
  private static final int RECORDS = 7;
  private static final String VEHICLE = "0123456789abcdef0123456789abcdef";
  private static final Pattern PASSWORD = Pattern.compile("first account admin, password (\\S+)");

  @TempDir private Path folder;
  private final SecureRandom random = new SecureRandom();
  private final ObjectMapper json = new ObjectMapper();
  private DataLayout data;
  private EmbeddedBroker broker;
  private Path config;
  private int health;
  private @Nullable Process process;
  private String cookie = "none=none";
  private String token = "none";

  @BeforeEach
  void prepare() throws Exception {
    data = new DataLayout(folder.resolve("data"));
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    health = freePort();
    config =
        Files.writeString(
            folder.resolve("cloud.yaml"),
            """
            installation: {data: %s}
            kafka: {servers: "%s", replicas: 1}
            health: {port: %d}
            console: {port: 0}
            """
                .formatted(data.root(), broker.bootstrapServers(), health));
    assertThat(run("prepare").exitCode()).isZero();
  }

  @AfterEach
  void stop() throws IOException {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
    broker.close();
  }

  @Test
  void console_besideTheOtherProcesses_showsTheStoreAndSearchesAndErases() throws Exception {
    try (var pipeline = pipeline()) {
      deliver();
      start();
      signIn();
      JsonNode fleet = await(() -> get("/api/fleet"), this::hasAllRows);
      try (var store = IcebergStore.open(data.onshore().store())) {
        assertThat(fleet.at("/items/quarantinedRows").asLong())
            .isEqualTo(store.count(Part.QUARANTINE));
      }
      assertThat(fleet.at("/items/quarantined").asLong()).isEqualTo(RECORDS);
      assertThat(fleet.get("receiver").isNull()).isTrue();
      assertThat(fleet.at("/rates/taken")).isEmpty();
      assertThat(fleet.at("/rates/decided")).isNotEmpty();

      JsonNode found = post("/api/search", "{\"decision\": \"quarantined\"}");
      assertThat(found.get("hits")).hasSize(RECORDS);
      assertThat(found.get("logged").asLong()).isGreaterThanOrEqualTo(RECORDS);

      DataKey key = askToErase();
      await(() -> get("/api/erasures"), all -> line(all).get("keysDestroyedMillis").asLong() > 0);
      assertThat(DataCipher.of(data, random).keys().isDestroyed(key.name())).isTrue();
      assertThat(plain("/health")).isEqualTo("ok\n");
      assertThat(plain("/metrics")).contains("breakwater_erasures_late 0\n");

      Result second = run("console");
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err()).hasLineCount(1).contains("another process serves the console of");
      assertThat(pipeline.health().quarantinedRows()).isEqualTo(RECORDS);
    }
    stopped();
  }

  @Test
  @Tag("soak")
  void requestToErase_isCarriedOutToItsEntryInTheLog() throws Exception {
    try (var pipeline = pipeline()) {
      deliver();
      start();
      signIn();
      askToErase();
      JsonNode done =
          await(() -> get("/api/erasures"), all -> line(all).get("index").asLong() >= 0);
      assertThat(line(done).get("index").asLong()).isLessThan(pipeline.health().logSize());
    }
    stopped();
  }

  private Result run(String command, String... more) {
    List<String> line = new ArrayList<>(List.of("cloud", command, "--config", config.toString()));
    line.addAll(List.of(more));
    return Result.run(line.toArray(String[]::new));
  }

  private CloudPipeline pipeline() throws Exception {
    var settings =
        new PipelineSettings(
            broker.bootstrapServers(),
            Set.of(),
            new Trust(data, random).logSigner(),
            PipelineSettings.DEMO_INTERVAL,
            PolicyTexts.NONE,
            false);
    return CloudPipeline.start(settings, data.onshore(), InstantSource.system(), random);
  }

  /** What is no record of ours is quarantined: a row for each. */
  private void deliver() throws IOException {
    try (var raw = new TopicWriter(broker.bootstrapServers(), Topics.RAW)) {
      for (int i = 0; i < RECORDS; i++) {
        raw.write("noise", new byte[] {1, 2, (byte) i});
      }
    }
  }

  private boolean hasAllRows(JsonNode fleet) {
    return fleet.at("/items/quarantinedRows").asLong() == RECORDS
        && fleet.at("/items/quarantined").asLong() == RECORDS
        && fleet.at("/rates/decided").size() > 1;
  }

  /** Only asks: the process has to do it. */
  private DataKey askToErase() throws Exception {
    var files = new ErasureFiles(data.onshore().erasures());
    var keys = DataCipher.of(data, random).keys();
    DataKey key = keys.of(new KeyScope(VEHICLE, VEHICLE, "fleet", 1, "location")).orElseThrow();
    String kafka = broker.bootstrapServers();
    try (var store = IcebergStore.open(data.onshore().store());
        var rows = new ErasableStore(kafka, store);
        var statements = AuditCommand.statements(data, kafka, keys)) {
      var notices = new LoggedErasures(files, keys, statements, ErasureService.recipients(data));
      new Eraser(files, keys, rows, notices, InstantSource.system())
          .receive(
              Erasure.asked(
                  "request",
                  VEHICLE,
                  "",
                  InstantSource.system().millis(),
                  Statement.newId(random)));
    }
    return key;
  }

  private static JsonNode line(JsonNode erasures) {
    assertThat(erasures.get("requests")).hasSize(1);
    return erasures.get("requests").get(0);
  }

  private void start() throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of("cloud", "console", "--config", config.toString()));
    var started =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log().toFile()).start();
    process = started;
    await(
        () -> Files.readString(log()),
        said -> {
          assertThat(started.isAlive()).as(said).isTrue();
          return said.contains("event=ready");
        });
  }

  private Path log() {
    return folder.resolve("console.log");
  }

  /** Broker and store are there still: a clean stop has nothing to complain of. */
  private void stopped() throws Exception {
    Process running = requireNonNull(process);
    running.destroy();
    assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(log()).content().doesNotContain("ERROR").doesNotContain("Exception");
  }

  private void signIn() throws Exception {
    Matcher said = PASSWORD.matcher(Files.readString(log()));
    assertThat(said.find()).isTrue();
    String form = "{\"name\": \"admin\", \"password\": \"%s\"}".formatted(said.group(1));
    HttpResponse<String> answer = send("/api/sign-in", form);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
    cookie = set.substring(0, set.indexOf(';'));
    token = get("/api/session").get("token").asText();
  }

  private JsonNode get(String path) throws Exception {
    return read(send(path, null));
  }

  private JsonNode post(String path, String body) throws Exception {
    HttpResponse<String> answer = send(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return read(answer);
  }

  private JsonNode read(HttpResponse<String> answer) throws IOException {
    return json.readTree(answer.body());
  }

  private HttpResponse<String> send(String path, @Nullable String body) throws Exception {
    var request =
        HttpRequest.newBuilder(Endpoints.read(data.endpoints()).console().resolve(path))
            .header("Cookie", cookie)
            .header("X-Breakwater-Token", token);
    if (body != null) {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }
    return client().send(request.build(), BodyHandlers.ofString());
  }

  /** Trusts the installation's authority alone. */
  private HttpClient client() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", new Trust(data, random).authority().certificate());
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private String plain(String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private interface Holds<T> {
    boolean on(T value);
  }

  private <T> T await(Callable<T> asking, Holds<T> enough) throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (true) {
      T now = asking.call();
      if (enough.on(now)) {
        return now;
      }
      assertThat(System.nanoTime()).as("%s; %s", now, Files.readString(log())).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
