package dev.breakwater.cli.onshore;

import dev.breakwater.cli.vehicle.Quantities;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Setting;
import dev.breakwater.ingest.pipeline.JobTuning;
import dev.breakwater.policy.source.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The two jobs on a Flink cluster.
 *
 * @param flink address of the JobManager's REST service
 * @param shadowPolicy id of a built-in pack, or its file; asked beside the one in force
 */
public record JobSection(URI flink, JobTuning tuning, Optional<String> shadowPolicy) {
  private static final int MAX_TASKS = 1024;

  private static final Setting<URI> FLINK =
      Setting.of(
          "flink",
          "http://127.0.0.1:8081",
          "address of the JobManager's REST service",
          JobSection::address);
  private static final Setting<Duration> INTERVAL =
      Setting.of(
          "checkpoint-interval",
          "10s",
          "how long after its arrival an item is decided, and again until it is stored",
          Quantities::duration);
  private static final Setting<Integer> PARALLELISM =
      Setting.of(
          "parallelism",
          "1",
          "tasks of each operator; more than Kafka's partitions are of no use",
          Quantities.whole(1, MAX_TASKS));
  private static final Setting<String> BACKEND =
      Setting.of(
          "state-backend",
          JobTuning.HASHMAP,
          "hashmap: in memory; rocksdb: on disk, with the library in Flink's lib folder",
          text -> text);

  private static final Setting<Optional<String>> SHADOW =
      Setting.optional(
          "shadow-policy",
          "ID or file of rules that are asked too, and decide nothing; read when a job is"
              + " submitted",
          Fields::text);

  public static final Section<JobSection> SECTION =
      new Section<>(
          JobSection.class,
          "job",
          "The jobs 'admission' and 'store-writer' on a Flink cluster.",
          List.of(FLINK, INTERVAL, PARALLELISM, BACKEND, SHADOW),
          values ->
              new JobSection(
                  values.of(FLINK),
                  new JobTuning(values.of(INTERVAL), values.of(PARALLELISM), values.of(BACKEND)),
                  values.of(SHADOW)));

  private static URI address(String text) {
    URI address = text.matches("http://[^\\s/]+:[0-9]{1,5}/?") ? URI.create(text) : URI.create("");
    if (address.getHost() == null) {
      throw new IllegalArgumentException("http://host:port is expected here");
    }
    return address;
  }
}
