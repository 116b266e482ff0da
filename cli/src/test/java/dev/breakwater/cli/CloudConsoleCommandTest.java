package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  private static final int RECORDS = 7;
  private static final String VEHICLE = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;
  private final SecureRandom random = new SecureRandom();
  private DataLayout data;
  private EmbeddedBroker broker;
  private Path config;
  private int health;

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
    broker.close();
  }

  @Test
  void console_besideTheOtherProcesses_showsTheStoreAndSearchesAndErases() throws Exception {
    try (var pipeline = pipeline();
        var console = new ConsoleProcess(data, config, folder.resolve("console.log"))) {
      deliver();
      console.signIn();
      JsonNode fleet = console.await("/api/fleet", CloudConsoleCommandTest::hasAllRows);
      try (var store = IcebergStore.open(data.onshore().store())) {
        assertThat(fleet.at("/items/quarantinedRows").asLong())
            .isEqualTo(store.count(Part.QUARANTINE));
      }
      assertThat(fleet.at("/items/quarantined").asLong()).isEqualTo(RECORDS);
      assertThat(fleet.get("receiver").isNull()).isTrue();
      assertThat(fleet.at("/rates/taken")).isEmpty();

      JsonNode found = console.post("/api/search", "{\"decision\": \"quarantined\"}");
      assertThat(found.get("hits")).hasSize(RECORDS);
      assertThat(found.get("logged").asLong()).isGreaterThanOrEqualTo(RECORDS);

      DataKey key = askToErase();
      console.await("/api/erasures", all -> line(all).get("keysDestroyedMillis").asLong() > 0);
      assertThat(DataCipher.of(data, random).keys().isDestroyed(key.name())).isTrue();
      assertThat(plain("/health")).isEqualTo("ok\n");
      assertThat(plain("/metrics")).contains("breakwater_erasures_late 0\n");

      Result second = run("console");
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err()).hasLineCount(1).contains("another process serves the console of");
      assertThat(pipeline.health().quarantinedRows()).isEqualTo(RECORDS);
      console.stopCleanly();
    }
  }

  @Test
  @Tag("soak")
  void requestToErase_isCarriedOutToItsEntryInTheLog() throws Exception {
    try (var pipeline = pipeline();
        var console = new ConsoleProcess(data, config, folder.resolve("console.log"))) {
      console.signIn();
      askToErase();
      JsonNode done = console.await("/api/erasures", all -> line(all).get("index").asLong() >= 0);
      assertThat(line(done).get("index").asLong()).isLessThan(pipeline.health().logSize());
      console.stopCleanly();
    }
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

  private static boolean hasAllRows(JsonNode fleet) {
    return fleet.at("/items/quarantinedRows").asLong() == RECORDS
        && fleet.at("/items/quarantined").asLong() == RECORDS;
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

  private String plain(String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
