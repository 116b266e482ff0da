package dev.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.jurisdiction.ListedNetwork;
import dev.breakwater.policy.jurisdiction.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Law.md C1, design idea 11: whatever an installation connects to is onshore")
class OnshoreSinksTest {
  private static final String ONSHORE = "203.0.113.5";
  private static final String ABROAD = "198.51.100.7";
  private static final JurisdictionList LIST =
      new JurisdictionList(
          1,
          List.of(
              new ListedNetwork(Network.of("203.0.113.0/24"), "CN"),
              new ListedNetwork(Network.of("198.51.100.0/24"), "SG")),
          List.of());

  @TempDir private Path folder;
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final CheckedConnections connections = new CheckedConnections(LIST, this::resolve);
  private DataLayout data;

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    return List.of(InetAddress.getByName(names.getOrDefault(host, host)));
  }

  @BeforeEach
  void install() throws Exception {
    data = new DataLayout(folder);
    Files.createDirectories(data.onshore().store());
    Files.writeString(
        data.onshore().store().resolve("catalog.properties"),
        """
        type=rest
        uri=https://rest.example.cn/v1
        s3.endpoint=https://s3.example.cn:9000
        io-impl=org.apache.iceberg.aws.s3.S3FileIO
        """);
    var random = new SecureRandom();
    Files.writeString(
        data.cloud().resolve("witnesses"),
        "log %s\nwitness one %s https://witness.example.cn/\nquorum one\n"
            .formatted(
                SignerKey.generate("log.test", random).verifierKey(),
                WitnessKey.generate("witness.test", random).verifierKey()));
    for (String host : List.of("rest.example.cn", "s3.example.cn", "witness.example.cn")) {
      names.put(host, ONSHORE);
    }
  }

  private Set<Sink> sinks() throws Exception {
    return OnshoreSinks.of(data, "127.0.0.1:9092,10.0.0.7:9092");
  }

  @Test
  void sinks_ofAnInstallation_areKafkaStoreAndWitnesses() throws Exception {
    assertThat(sinks())
        .extracting(Sink::host)
        .containsExactlyInAnyOrder(
            "127.0.0.1", "10.0.0.7", "rest.example.cn", "s3.example.cn", "witness.example.cn");
    assertThat(sinks()).allMatch(each -> each.label().equals("CN"));
  }

  @Test
  void start_withAWitnessAbroad_isRefused() {
    names.put("witness.example.cn", ABROAD);
    assertThatThrownBy(
            () -> OnshoreSinks.watch(sinks(), connections, Duration.ofHours(1), sink -> {}))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("witness witness.test (witness.example.cn, labelled CN)")
        .hasMessageContaining("in SG");
  }

  @Test
  void name_thatLeadsAbroadLater_isCut() throws Exception {
    var cut = new LinkedBlockingQueue<Sink>();
    try (var watch = OnshoreSinks.watch(sinks(), connections, Duration.ofMillis(20), cut::add)) {
      assertThat(watch.sinks()).hasSize(5);
      assertThat(cut).isEmpty();
      names.put("s3.example.cn", ABROAD);
      Sink moved = cut.poll(30, TimeUnit.SECONDS);
      assertThat(moved).isNotNull();
      assertThat(moved.host()).isEqualTo("s3.example.cn");
    }
  }

  @Test
  @DisplayName("2026 Auto Export Guide: a query from abroad is an export")
  void operator_whoIsLoggedInFromAbroad_getsNothing() {
    assertThatCode(() -> OperatorPlace.requireOnshore(data, Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> OperatorPlace.requireOnshore(data, from("10.0.0.9")))
        .doesNotThrowAnyException();
    for (String abroad : List.of(ABROAD, "2001:db8::1", "host.example", "?")) {
      assertThatThrownBy(() -> OperatorPlace.requireOnshore(data, from(abroad)))
          .as(abroad)
          .isInstanceOfSatisfying(
              CommandFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(2));
    }
  }

  private static Map<String, String> from(String client) {
    return Map.of("SSH_CONNECTION", client + " 50000 10.0.0.1 22");
  }
}
