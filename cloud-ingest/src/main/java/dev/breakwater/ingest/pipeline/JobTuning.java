package dev.breakwater.ingest.pipeline;

import java.time.Duration;
import java.util.Set;

/**
 * How a job is run; none of it changes what it decides.
 *
 * @param checkpointInterval how long after its arrival an item is decided or stored
 * @param parallelism tasks of each operator; at most the partitions of the topics are of use
 * @param stateBackend {@code hashmap}: state in memory; {@code rocksdb}: state on disk, for a Flink
 *     that has that library
 */
public record JobTuning(Duration checkpointInterval, int parallelism, String stateBackend) {
  public static final String HASHMAP = "hashmap";
  public static final String ROCKSDB = "rocksdb";

  public JobTuning {
    if (checkpointInterval.toMillis() < 100) {
      throw new IllegalArgumentException("checkpoints are at least 100 ms apart");
    }
    if (parallelism < 1) {
      throw new IllegalArgumentException("a job has at least one task");
    }
    if (!Set.of(HASHMAP, ROCKSDB).contains(stateBackend)) {
      throw new IllegalArgumentException("the state backend is hashmap or rocksdb");
    }
  }

  /** One task, in memory, as embedded Flink runs it. */
  static JobTuning embedded(Duration checkpointInterval) {
    return new JobTuning(checkpointInterval, 1, HASHMAP);
  }
}
