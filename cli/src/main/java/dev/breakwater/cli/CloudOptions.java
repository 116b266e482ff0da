package dev.breakwater.cli;

import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.HealthServer;
import dev.breakwater.cli.onshore.JobSection;
import dev.breakwater.cli.onshore.KafkaSection;
import dev.breakwater.cli.onshore.PlaceSection;
import dev.breakwater.cli.onshore.ProcessState;
import dev.breakwater.cli.onshore.ReceiverSection;
import dev.breakwater.cli.onshore.WatchSection;
import dev.breakwater.ingest.job.JobSettings;
import dev.breakwater.ingest.job.PolicyTexts;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The configuration file of an onshore process, and what each of them makes of it. */
final class CloudOptions {
  private static final int BAD_FILE = 2;

  /** The status for programs is that of 'cloud run' alone; port 0 is a free one there. */
  private static final URI NO_PAGE = URI.create("http://127.0.0.1:0/");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      required = true,
      description = "all options, as 'cloud config' prints them")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it
  private Path config;

  @Option(
      names = "--health-port",
      paramLabel = "N",
      description = "TCP port of /metrics and /health, where several processes share one file")
  private @Nullable Integer healthPort;

  /** What a command does with its configuration. */
  interface Body {
    int run(CloudConfiguration configuration)
        throws IOException, CommandFailedException, InterruptedException;
  }

  /** Runs a command, or says every problem of the file. */
  int with(Body body) throws IOException, CommandFailedException, InterruptedException {
    try {
      return body.run(CloudConfiguration.read(PolicyFiles.read(config), config.toString()));
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return BAD_FILE;
    }
  }

  /** Starts to say how the process is, if the file or the command line names a port. */
  HealthServer watch(CloudConfiguration configuration, Supplier<ProcessState> state)
      throws IOException, CommandFailedException {
    WatchSection section = configuration.get(WatchSection.SECTION);
    return watch(section, healthPort == null ? section.port() : healthPort, state);
  }

  static HealthServer watch(WatchSection section, int port, Supplier<ProcessState> state)
      throws IOException, CommandFailedException {
    if (port == 0) {
      return HealthServer.none();
    }
    try {
      return HealthServer.start(section.address(port), state);
    } catch (BindException e) {
      throw new CommandFailedException(
          "Port %d of 'health' cannot be listened on: %s.".formatted(port, e.getMessage()),
          "Choose another with --health-port N.",
          BAD_FILE);
    }
  }

  /**
   * Returns what commands on the same data directory find the processes by.
   *
   * @param console port of the console
   */
  static Endpoints endpoints(CloudConfiguration configuration, int console) {
    return new Endpoints(
        configuration.get(KafkaSection.SECTION).servers(),
        configuration.get(ReceiverSection.SECTION).port(),
        NO_PAGE,
        Endpoints.console(console));
  }

  /**
   * @throws CommandFailedException if the data directory has not what 'cloud prepare' makes
   */
  static DataLayout prepared(CloudConfiguration configuration) throws CommandFailedException {
    DataLayout data = configuration.get(PlaceSection.SECTION).layout();
    if (Files.notExists(data.logPolicy())) {
      throw new CommandFailedException(
          data.root() + " is no installation: " + data.logPolicy() + " is missing.",
          "Run 'breakwater cloud prepare' with the same file first.",
          BAD_FILE);
    }
    return data;
  }

  static JobSettings job(CloudConfiguration configuration)
      throws IOException, CommandFailedException {
    DataLayout data = configuration.get(PlaceSection.SECTION).layout();
    Optional<String> shadow = configuration.get(JobSection.SECTION).shadowPolicy();
    return new JobSettings(
        configuration.get(KafkaSection.SECTION).servers(),
        Set.of(ModelDescriptor.shipped().digest()),
        JobSettings.PRE_TRIGGER,
        new PolicyTexts(
            policyKeys(data), shadow.isPresent() ? PolicyFiles.textOf(shadow.get()) : ""),
        data.onshore().keys());
  }

  /** Returns the text of the pinned keys of policy bundles; empty if none is accepted. */
  static String policyKeys(DataLayout data) throws IOException {
    return Files.exists(data.policyKeys()) ? Files.readString(data.policyKeys()) : "";
  }
}
