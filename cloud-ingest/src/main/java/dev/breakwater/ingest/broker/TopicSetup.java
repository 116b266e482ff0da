package dev.breakwater.ingest.broker;

import dev.breakwater.ingest.stream.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Creates the topics, or brings the settings of existing ones up to date. Safe to repeat. */
public final class TopicSetup {
  /** The largest batch; the largest record is an outcome with an item of 272 KiB in it. */
  static final int MAX_MESSAGE_BYTES = 1 << 20;

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration RAW_RETENTION = Duration.ofDays(15);
  private static final int PARTITIONS = 4;

  private TopicSetup() {}

  /**
   * Makes all {@link Topics} exist with the settings that the flow relies on. The number of
   * partitions of an existing topic stays.
   *
   * @param replicas copies of each partition; 1 for the embedded broker
   * @throws IOException if the broker does not do it within 30 seconds
   */
  public static void apply(String bootstrapServers, short replicas) throws IOException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      List<NewTopic> wanted = topics(replicas);
      Set<String> existing = get(admin.listTopics().names());
      get(admin.createTopics(absent(wanted, existing)).all());
      get(admin.incrementalAlterConfigs(updates(wanted, existing)).all());
    }
  }

  private static List<NewTopic> topics(short replicas) {
    return List.of(
        new NewTopic(Topics.RAW, PARTITIONS, replicas).configs(raw()),
        new NewTopic(Topics.OUTCOMES, PARTITIONS, replicas).configs(outcomes()),
        new NewTopic(Topics.STATEMENTS, 1, replicas).configs(outcomes()),
        new NewTopic(Topics.VEHICLES, 1, replicas).configs(vehicles()),
        new NewTopic(Topics.POLICY_BUNDLES, 1, replicas).configs(bundles()));
  }

  /** Append time: the STORE decision is made for the instant the broker took the record. */
  private static Map<String, String> raw() {
    return Map.of(
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        "LogAppendTime",
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(MAX_MESSAGE_BYTES),
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(RAW_RETENTION.toMillis()),
        TopicConfig.RETENTION_BYTES_CONFIG,
        "-1",
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE);
  }

  /** Same retention as raw: store writer and log appender may be down as long as the job. */
  private static Map<String, String> outcomes() {
    return Map.of(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(MAX_MESSAGE_BYTES),
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(RAW_RETENTION.toMillis()),
        TopicConfig.RETENTION_BYTES_CONFIG,
        "-1",
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE);
  }

  private static Map<String, String> vehicles() {
    return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  /** Append time: a bundle is accepted as of the instant the broker took it. */
  private static Map<String, String> bundles() {
    return Map.of(
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        "LogAppendTime",
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  private static List<NewTopic> absent(List<NewTopic> wanted, Set<String> existing) {
    return wanted.stream().filter(topic -> !existing.contains(topic.name())).toList();
  }

  private static Map<ConfigResource, Collection<AlterConfigOp>> updates(
      List<NewTopic> wanted, Set<String> existing) {
    Map<ConfigResource, Collection<AlterConfigOp>> updates = new HashMap<>();
    for (NewTopic topic : wanted) {
      if (existing.contains(topic.name())) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        updates.put(resource, settings(topic.configs()));
      }
    }
    return updates;
  }

  private static List<AlterConfigOp> settings(Map<String, String> configs) {
    List<AlterConfigOp> settings = new ArrayList<>();
    configs.forEach(
        (name, value) ->
            settings.add(
                new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
    return settings;
  }

  private static <T> T get(KafkaFuture<T> future) throws IOException {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the broker did not set up the topics: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while setting up the topics", e);
    }
  }
}
