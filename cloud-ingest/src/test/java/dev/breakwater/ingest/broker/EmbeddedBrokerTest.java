package dev.breakwater.ingest.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.ingest.stream.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerTest {
  @TempDir Path directory;

  @Test
  void broker_setUpTwice_hasTheTopicsWithTheirSettings() throws Exception {
    try (var broker = EmbeddedBroker.start(directory)) {
      TopicSetup.apply(broker.bootstrapServers(), (short) 1);
      TopicSetup.apply(broker.bootstrapServers(), (short) 1);
      try (var admin = admin(broker.bootstrapServers())) {
        assertThat(admin.listTopics().names().get())
            .containsExactlyInAnyOrder(
                Topics.RAW,
                Topics.OUTCOMES,
                Topics.STATEMENTS,
                Topics.VEHICLES,
                Topics.POLICY_BUNDLES);
        var raw = settings(admin, Topics.RAW);
        assertThat(raw.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
        assertThat(Long.parseLong(raw.get("retention.ms").value()))
            .isGreaterThanOrEqualTo(14L * 24 * 3600 * 1000);
        assertThat(settings(admin, Topics.VEHICLES).get("cleanup.policy").value())
            .isEqualTo("compact");
        var bundles = settings(admin, Topics.POLICY_BUNDLES);
        assertThat(bundles.get("cleanup.policy").value()).isEqualTo("compact");
        assertThat(bundles.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
      }
    }
  }

  @Test
  void ports_takenByAnotherProgram_areDrawnAnew() throws Exception {
    var first = LoopbackPorts.claim(directory);
    try (var other = new ServerSocket(first.clients(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(LoopbackPorts.claim(directory).clients()).isNotEqualTo(other.getLocalPort());
    }
  }

  @Test
  void ports_fileDamaged_saysWhichFile() throws Exception {
    Files.writeString(directory.resolve("ports"), "many\n");
    assertThatThrownBy(() -> LoopbackPorts.claim(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.resolve("ports").toString());
  }

  @Test
  void broker_startedAgain_keepsItsPortAndIsAloneInItsDirectory() throws Exception {
    String first;
    try (var broker = EmbeddedBroker.start(directory)) {
      first = broker.bootstrapServers();
      assertThatThrownBy(() -> EmbeddedBroker.start(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another broker uses");
    }
    try (var broker = EmbeddedBroker.start(directory)) {
      assertThat(broker.bootstrapServers()).isEqualTo(first);
    }
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  private static Config settings(Admin admin, String topic) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return Objects.requireNonNull(
        admin.describeConfigs(List.of(resource)).all().get().get(resource));
  }
}
