package dev.breakwater.ingest.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job as any Flink runs it, embedded or a cluster: it begins at its newest retained checkpoint. A
 * clean stop and a crash leave the same thing behind.
 *
 * @param checkpoints where its state is kept and found
 * @param definition adds the operators
 */
record JobPlan(
    String name,
    Checkpoints checkpoints,
    JobTuning tuning,
    Consumer<StreamExecutionEnvironment> definition) {
  private static final Logger log = LoggerFactory.getLogger(JobPlan.class);
  private static final Duration CHECKPOINT_LIMIT = Duration.ofMinutes(1);
  private static final Duration RESTART_DELAY = Duration.ofSeconds(1);

  /** Checkpoints that are kept of each job. */
  static final int RETAINED = 2;

  /**
   * Returns an environment that has the job's operators, of the place where this runs: the cluster
   * of {@code flink run}, or none yet.
   */
  StreamExecutionEnvironment environment() throws IOException {
    Optional<Path> newest = checkpoints.newest();
    log.info("event=job_started job={} restored={}", name, newest.isPresent());
    Configuration settings = settings();
    newest.ifPresent(
        state -> {
          settings.set(StateRecoveryOptions.SAVEPOINT_PATH, state.toUri().toString());
          settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
    var environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(tuning.parallelism());
    definition.accept(environment);
    return environment;
  }

  private Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.NAME, name);
    // A type that Flink would write by Kryo could not be read by the next release.
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(StateBackendOptions.STATE_BACKEND, tuning.stateBackend());
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, tuning.checkpointInterval());
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.directory().toUri().toString());
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_LIMIT);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART_DELAY);
    return settings;
  }
}
