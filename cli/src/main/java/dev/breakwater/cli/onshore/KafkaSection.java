package dev.breakwater.cli.onshore;

import dev.breakwater.cli.vehicle.Quantities;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Setting;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The Kafka cluster.
 *
 * @param servers some of its brokers, host:port,host:port
 * @param replicas of each partition
 * @param partitions of the topics raw and outcomes, when they are created
 */
public record KafkaSection(String servers, int replicas, int partitions) {
  private static final int MAX_REPLICAS = 9;
  private static final int MAX_PARTITIONS = 1024;
  private static final Pattern SERVERS =
      Pattern.compile("[^\\s,:]+:[0-9]{1,5}(,[^\\s,:]+:[0-9]{1,5})*");

  private static final Setting<String> BROKERS =
      Setting.of(
          "servers",
          "127.0.0.1:9092",
          "host:port,host:port: some brokers of the cluster",
          KafkaSection::servers);
  private static final Setting<Integer> REPLICAS =
      Setting.of(
          "replicas",
          "3",
          "copies of each partition; with 3 or more, all but one must have a record before 2.04",
          Quantities.whole(1, MAX_REPLICAS));
  private static final Setting<Integer> PARTITIONS =
      Setting.of(
          "partitions",
          "4",
          "of the topics raw and outcomes when they are created; cannot be changed later",
          Quantities.whole(1, MAX_PARTITIONS));

  public static final Section<KafkaSection> SECTION =
      new Section<>(
          KafkaSection.class,
          "kafka",
          "The Kafka cluster, in a network that is the operator's alone.",
          List.of(BROKERS, REPLICAS, PARTITIONS),
          values ->
              new KafkaSection(values.of(BROKERS), values.of(REPLICAS), values.of(PARTITIONS)));

  private static String servers(String text) {
    if (!SERVERS.matcher(text).matches()) {
      throw new IllegalArgumentException("host:port,host:port is expected here");
    }
    return text;
  }
}
