package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.vehicle.AgentConfiguration;
import dev.breakwater.cli.vehicle.CaptureSection;
import dev.breakwater.cli.vehicle.InstallationSection;
import dev.breakwater.cli.vehicle.PolicySection;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the command line says about an agent; it goes before the configuration file. */
final class AgentRunOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = {
        "all options, as 'agent config' prints them;",
        "those of the command line go before it"
      })
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "data directory of the installation (default: breakwater-data)")
  private @Nullable Path data;

  @Option(
      names = "--video",
      paramLabel = "FILE|DIR",
      description = "the exterior camera: a video, or a folder of JPEG or PNG")
  private @Nullable Path video;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "recorded VSS signals: CSV if its name ends in .csv, else JSON lines")
  private @Nullable Path trace;

  @Option(
      names = "--policy",
      paramLabel = "DIR",
      description = {
        "policy bundles: DIR/keys.yaml has the pinned keys, DIR/inbox takes new bundles,",
        "also while the vehicle drives (default: vehicle/policy in the data directory)"
      })
  private @Nullable Path policy;

  @Option(
      names = "--shadow-policy",
      paramLabel = "ID|FILE.yaml",
      description = {
        "rules that are asked beside those in force and decide nothing:",
        "the log says at the end where they would have decided otherwise"
      })
  private @Nullable String shadowPack;

  /**
   * Reads the configuration file, if there is one.
   *
   * @throws InvalidSourceException with every problem of it
   */
  AgentConfiguration configuration()
      throws IOException, CommandFailedException, InvalidSourceException {
    return config == null
        ? AgentConfiguration.preset()
        : AgentConfiguration.read(PolicyFiles.read(config), config.toString());
  }

  InstallationSection installation(AgentConfiguration configuration) {
    return configuration.get(InstallationSection.SECTION).or(data);
  }

  CaptureSection capture(AgentConfiguration configuration) {
    return configuration.get(CaptureSection.SECTION).or(video, trace);
  }

  PolicySection policy(AgentConfiguration configuration) {
    return configuration.get(PolicySection.SECTION).or(policy, shadowPack);
  }
}
