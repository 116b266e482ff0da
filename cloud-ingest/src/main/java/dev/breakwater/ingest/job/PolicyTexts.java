package dev.breakwater.ingest.job;

import java.io.Serializable;

/**
 * What the job knows of policies before it reads the first bundle, as the texts of files: Flink
 * carries them to where the job runs.
 *
 * @param keys that sign the first policy bundle, YAML; empty if none is accepted, and the built-in
 *     pack decides for ever
 * @param shadow a pack that is asked what the one in force is asked and decides nothing, YAML;
 *     empty if there is none
 */
public record PolicyTexts(String keys, String shadow) implements Serializable {
  /** The built-in pack alone. */
  public static final PolicyTexts NONE = new PolicyTexts("", "");
}
