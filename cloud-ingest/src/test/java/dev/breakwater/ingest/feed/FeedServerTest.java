package dev.breakwater.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.jurisdiction.OnshoreOnly;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.onshore.WrittenRows;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.jurisdiction.ListedNetwork;
import dev.breakwater.policy.jurisdiction.Network;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedServerTest {
  private static final String TOKEN = "a token of 24 characters";
  private static final String PACK =
      """
      pack: feed
      zone: UTC
      otherwise:
        id: otherwise
        clause: PIPL Art. 6
        from: 2020-01-01
        status: verified
        reason: {zh: 零, en: zero, ja: 零}
      rules:
        - id: review
          clause: Auto Provisions Art. 4
          from: 2020-01-01
          stages: [store]
          categories: [vehicle.*]
          when: purpose in ['incident.review']
          effect: permit
          status: verified
          reason: {zh: 一, en: one, ja: 一}
        - id: position
          clause: Auto Provisions Art. 4
          from: 2020-01-01
          stages: [store]
          categories: [position.*]
          effect: permit
          status: verified
          reason: {zh: 一, en: one, ja: 一}
      """;

  private final List<String> logged = new ArrayList<>();
  private boolean logFails;

  @Test
  @DisplayName("PIPL Art. 6: a reader gets what its purpose needs, and the log has who read it")
  void feed_readerWithAPurpose_getsItsTelemetryOnceAndNobodyElseDoes(@TempDir Path root)
      throws Exception {
    ItemCipher cipher = TestCiphers.on(root.resolve("keys"));
    try (var broker = EmbeddedBroker.start(root.resolve("kafka"))) {
      String kafka = broker.bootstrapServers();
      TopicSetup.apply(kafka, (short) 1);
      var car = new SealingCar(1, WrittenRows.NOW.toEpochMilli());
      List<Item> signals = car.signals(3);
      Item position = car.item(Lane.TELEMETRY, 5, "position.precise", Bytes.EMPTY);
      write(kafka, cipher, signals);
      write(kafka, cipher, List.of(position));
      assertNobodyAbroadIsAnswered(kafka, cipher);
      try (var feed = FeedServer.start(0, sources(kafka, cipher, "CN"), InstantSource.system())) {
        assertThat(get(feed, "?purpose=incident.review", "").statusCode()).isEqualTo(401);
        assertThat(get(feed, "?purpose=incident.review", "another").statusCode()).isEqualTo(401);
        assertThat(get(feed, "", TOKEN).statusCode()).isEqualTo(400);
        assertThat(get(feed, "?purpose=x&after=1", TOKEN).statusCode()).isEqualTo(400);
        var denied = get(feed, "?purpose=advertising", TOKEN);
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body()).contains("PIPL Art. 6");
        assertThat(logged).as("nothing was read").isEmpty();

        List<String> lines = get(feed, "?purpose=incident.review", TOKEN).body().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains("\"path\":\"Vehicle.Speed\",\"value\":\"0\"");
        assertThat(lines).noneMatch(line -> line.contains("position.precise"));
        assertThat(logged).containsExactly("dashboard incident.review [review]");

        String next = lines.get(3).replaceAll(".*\"next\":\"([^\"]*)\".*", "$1");
        String after = "?purpose=incident.review&after=" + next;
        assertThat(get(feed, after, TOKEN).body().lines()).hasSize(1);
        write(
            kafka,
            cipher,
            List.of(car.item(Lane.TELEMETRY, 9, "vehicle.motion.speed", signals.get(0).payload())));
        assertThat(get(feed, after, TOKEN).body().lines()).hasSize(2);

        logFails = true;
        assertThat(get(feed, after, TOKEN).statusCode()).isEqualTo(503);
      }
      assertErasedItemsAreNotGiven(kafka, cipher, signals.get(0));
    }
  }

  private FeedServer.Sources sources(String kafka, ItemCipher cipher, String place)
      throws InvalidSourceException {
    var list =
        new JurisdictionList(
            1, List.of(new ListedNetwork(Network.of("127.0.0.0/8"), place)), List.of());
    return new FeedServer.Sources(
        kafka, cipher, readers(), at -> engine(), this::log, new OnshoreOnly(list));
  }

  private void assertNobodyAbroadIsAnswered(String kafka, ItemCipher cipher) throws Exception {
    try (var feed = FeedServer.start(0, sources(kafka, cipher, "SG"), InstantSource.system())) {
      var refused = get(feed, "?purpose=incident.review", TOKEN);
      assertThat(refused.statusCode()).isEqualTo(451);
      assertThat(refused.body()).contains("would be an export", "cloud export request");
      assertThat(logged).isEmpty();
    }
  }

  private static void assertErasedItemsAreNotGiven(String kafka, ItemCipher cipher, Item item)
      throws Exception {
    var telemetry = new ReleasedTelemetry(kafka, cipher);
    var permit = FeedPermit.of(engine(), "incident.review", WrittenRows.NOW);
    var start = FeedPosition.parse("");
    assertThat(telemetry.read(permit.categories(), "incident.review", start).lines()).hasSize(4);
    assertThat(telemetry.read(permit.categories(), "other", start).lines()).isEmpty();
    cipher.keys().destroy(WrittenRows.encrypted(cipher, item).key());
    assertThat(telemetry.read(permit.categories(), "incident.review", start).lines()).isEmpty();
  }

  private void log(String reader, String purpose, Set<String> rules, Digest pack)
      throws IOException {
    if (logFails) {
      throw new IOException("the log is not there");
    }
    logged.add(reader + " " + purpose + " " + rules);
  }

  private static FeedReaders readers() throws InvalidSourceException {
    String digest = Digest.of(TOKEN.getBytes(StandardCharsets.UTF_8)).hex();
    return FeedReaders.load(
        utf8("readers:\n  - {name: dashboard, token-sha256: " + digest + "}\n"), "readers.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "readers: [{name: a}]",
        "readers: [{name: a, token-sha256: 12}]",
        "readers: [{name: A B, token-sha256: 12}]",
        "people: []"
      })
  void readersFile_withAMistake_isRefusedWithItsPlace(String yaml) {
    assertThatThrownBy(() -> FeedReaders.load(utf8(yaml), "readers.yaml"))
        .isInstanceOf(InvalidSourceException.class)
        .hasMessageContaining("readers.yaml:1:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "a:b", "0:1,", "0:-1", "0:1234567890123456789"})
  void position_thatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> FeedPosition.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void position_writtenAndRead_isTheSame() {
    assertThat(FeedPosition.parse("0:17,3:4")).hasToString("0:17,3:4");
    assertThat(FeedPosition.parse("").next(7)).isZero();
  }

  private static void write(String kafka, ItemCipher cipher, List<Item> items) throws Exception {
    try (var writer = new TopicWriter(kafka, Topics.OUTCOMES)) {
      for (Item item : items) {
        Outcome outcome = WrittenRows.encrypted(cipher, item);
        writer.write(Topics.key(item.id().chain()), outcome.encode().toArray());
      }
    }
  }

  private static PolicyEngine engine() {
    try {
      return PolicyEngine.compile(PolicyPack.load(utf8(PACK), "feed.yaml", Catalog.cn()));
    } catch (InvalidSourceException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> get(FeedServer feed, String query, String token)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + feed.port() + "/feed" + query));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
