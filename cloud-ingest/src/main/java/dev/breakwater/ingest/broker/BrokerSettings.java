package dev.breakwater.ingest.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The settings of the embedded broker that differ from Kafka's defaults, and why. */
final class BrokerSettings {
  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";

  /** Default is 9 s, which a restart after a crash would have to wait for. */
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration HEARTBEAT = Duration.ofMillis(500);
  private static final int INTERNAL_PARTITIONS = 4;

  /** Default is 128 MiB of heap; the compacted topics here are small. */
  private static final int CLEANER_BYTES = 4 << 20;

  private BrokerSettings() {}

  static Map<String, Object> of(Path data, LoopbackPorts ports) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", NODE);
    settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + ports.controller());
    settings.put("controller.listener.names", CONTROLLER);
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
            .formatted(ports.clients(), CONTROLLER, ports.controller()));
    settings.put("log.dirs", data.toString());
    settings.put("auto.create.topics.enable", false);
    settings.put("message.max.bytes", TopicSetup.MAX_MESSAGE_BYTES);
    settings.put("broker.session.timeout.ms", (int) SESSION_TIMEOUT.toMillis());
    settings.put("broker.heartbeat.interval.ms", (int) HEARTBEAT.toMillis());
    settings.put(
        "transaction.max.timeout.ms", (int) EmbeddedBroker.MAX_TRANSACTION_TIMEOUT.toMillis());
    settings.put("group.initial.rebalance.delay.ms", 0);
    settings.put("log.cleaner.dedupe.buffer.size", (long) CLEANER_BYTES);
    settings.put("controlled.shutdown.enable", false); // there is no other broker to hand over to
    settings.put("num.network.threads", 2);
    settings.put("num.io.threads", 4);
    settings.putAll(internalTopics());
    return settings;
  }

  /** Kafka's own topics on one node: one replica each, and few partitions. */
  private static Map<String, Object> internalTopics() {
    return Map.of(
        "offsets.topic.replication.factor",
        (short) 1,
        "offsets.topic.num.partitions",
        INTERNAL_PARTITIONS,
        "transaction.state.log.replication.factor",
        (short) 1,
        "transaction.state.log.min.isr",
        1,
        "transaction.state.log.num.partitions",
        INTERNAL_PARTITIONS,
        "share.coordinator.state.topic.replication.factor",
        (short) 1,
        "share.coordinator.state.topic.min.isr",
        (short) 1,
        "share.coordinator.state.topic.num.partitions",
        INTERNAL_PARTITIONS);
  }
}
