package dev.breakwater.ingest.job;

import dev.breakwater.wire.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What an operator of the job chooses.
 *
 * @param bootstrapServers of the Kafka cluster
 * @param models digests of the detector models that may have anonymized a frame
 * @param preTrigger how long before the start of the chain's previous segment a capture may be
 * @param keys directory of the data keys, which receiver and readers share
 */
public record JobSettings(
    String bootstrapServers,
    Set<Digest> models,
    Duration preTrigger,
    PolicyTexts policies,
    Path keys) {
  /** The built-in plan's window before a trigger. */
  public static final Duration PRE_TRIGGER = Duration.ofMinutes(10);

  public JobSettings {
    models = Set.copyOf(models);
  }
}
