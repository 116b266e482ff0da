package dev.breakwater.ingest.console;

import java.util.List;

/**
 * The state of the onshore side at one moment.
 *
 * @param stored items in the store
 * @param refused items refused by the policy
 * @param quarantined items kept apart, with a reason
 * @param logSize entries of the audit log
 * @param logRoot root hash of the audit log, hexadecimal
 * @param vehicles of the registry
 * @param topics partitions of Kafka topics
 */
public record Status(
    long stored,
    long refused,
    long quarantined,
    long logSize,
    String logRoot,
    List<VehicleRow> vehicles,
    List<TopicRow> topics) {
  public Status {
    vehicles = List.copyOf(vehicles);
    topics = List.copyOf(topics);
  }

  /**
   * One vehicle.
   *
   * @param status ENROLLED, BANNED or RETIRED
   * @param sinceMillis when that began, Unix milliseconds
   */
  public record VehicleRow(String vehicle, String status, long sinceMillis) {}

  /**
   * One partition.
   *
   * @param firstOffset of the oldest record that is kept
   * @param nextOffset that the next record will get
   */
  public record TopicRow(String topic, int partition, long firstOffset, long nextOffset) {}
}
