package dev.breakwater.ingest.pipeline;

import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.ingest.job.JobSettings;
import dev.breakwater.ingest.job.PolicyTexts;
import dev.breakwater.wire.Digest;
import java.time.Duration;
import java.util.Set;

/**
 * What the operator of an onshore side chooses.
 *
 * @param bootstrapServers of the Kafka cluster, whose topics exist
 * @param models digests of the detector models that may have anonymized a frame
 * @param logSigner the log's key; its name is the log's origin
 * @param checkpointInterval how long after its arrival an item is stored and logged
 * @param rebuild whether jobs that lost their checkpoints begin with what store and topic outcomes
 *     say that they had done; else they do not start
 */
public record PipelineSettings(
    String bootstrapServers,
    Set<Digest> models,
    SignerKey logSigner,
    Duration checkpointInterval,
    PolicyTexts policies,
    boolean rebuild) {
  /** Short, so that a person sees what happens; it costs a snapshot of the tables each time. */
  public static final Duration DEMO_INTERVAL = Duration.ofSeconds(1);

  public PipelineSettings {
    models = Set.copyOf(models);
    if (checkpointInterval.toMillis() < 100) {
      throw new IllegalArgumentException("checkpoints are at least 100 ms apart");
    }
  }

  public PipelineSettings(
      String bootstrapServers,
      Set<Digest> models,
      SignerKey logSigner,
      Duration checkpointInterval,
      PolicyTexts policies) {
    this(bootstrapServers, models, logSigner, checkpointInterval, policies, false);
  }

  /** Returns these settings, with which jobs that lost their checkpoints start. */
  public PipelineSettings rebuilding() {
    return new PipelineSettings(
        bootstrapServers, models, logSigner, checkpointInterval, policies, true);
  }

  JobSettings job(CloudDirectories directories) {
    return new JobSettings(
        bootstrapServers, models, JobSettings.PRE_TRIGGER, policies, directories.keys());
  }
}
