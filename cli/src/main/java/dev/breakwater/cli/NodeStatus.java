package dev.breakwater.cli;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.PolicyFileException;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.onshore.Metrics;
import dev.breakwater.cli.onshore.ProcessState;
import dev.breakwater.ingest.console.Status;
import dev.breakwater.ingest.console.StatusSource;
import dev.breakwater.ingest.pipeline.CloudPipeline;
import dev.breakwater.ingest.pipeline.Health;
import dev.breakwater.ingest.receive.Receiver;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What {@code /status.json} says of this node, read when it is asked for. */
final class NodeStatus implements StatusSource {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final DataLayout data;
  private final CloudPipeline pipeline;
  private final KnownVehicles vehicles;
  private final String bootstrapServers;

  NodeStatus(
      DataLayout data, CloudPipeline pipeline, KnownVehicles vehicles, String bootstrapServers) {
    this.data = data;
    this.pipeline = pipeline;
    this.vehicles = vehicles;
    this.bootstrapServers = bootstrapServers;
  }

  /** What {@code /health} and {@code /metrics} say of the node. */
  static ProcessState state(CloudPipeline pipeline, Receiver receiver) {
    Metrics metrics = CloudReceiverCommand.metrics(receiver);
    try {
      Health health = pipeline.health();
      metrics
          .gauge("records_undecided", health.undecided())
          .gauge("store_rows", health.storedRows())
          .gauge("quarantine_rows", health.quarantinedRows())
          .gauge("log_size", health.logSize());
      return new ProcessState(health.isRunning() ? "" : "jobs " + health.jobs(), metrics);
    } catch (IOException e) {
      return new ProcessState(String.valueOf(e.getMessage()), metrics);
    }
  }

  @Override
  public Status status() throws IOException {
    Health health = pipeline.health();
    return new Status(
        health.storedRows(),
        health.refused(),
        health.quarantinedRows(),
        health.logSize(),
        logRoot(),
        vehicles.all().stream()
            .map(
                row ->
                    new Status.VehicleRow(
                        row.vehicle().value(), row.status().name(), row.sinceMillis()))
            .toList(),
        topics());
  }

  private String logRoot() throws IOException {
    Bytes note = Bytes.of(Files.readAllBytes(data.onshore().log().resolve("checkpoint")));
    try {
      return PolicyFile.read(data.logPolicy()).accept(note).root().hex();
    } catch (PolicyFileException | NoteException e) {
      throw new IOException("the log's checkpoint cannot be read", e);
    }
  }

  private List<Status.TopicRow> topics() throws IOException {
    Map<String, Object> settings =
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          Stream.of(Topics.RAW, Topics.OUTCOMES, Topics.VEHICLES)
              .flatMap(topic -> consumer.partitionsFor(topic, LIMIT).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, LIMIT);
      Map<TopicPartition, Long> next = consumer.endOffsets(partitions, LIMIT);
      List<Status.TopicRow> rows = new ArrayList<>();
      for (TopicPartition each : partitions) {
        rows.add(
            new Status.TopicRow(
                each.topic(),
                each.partition(),
                first.getOrDefault(each, 0L),
                next.getOrDefault(each, 0L)));
      }
      return rows;
    } catch (KafkaException e) {
      throw new IOException("the topics cannot be looked at: " + e.getMessage(), e);
    }
  }
}
