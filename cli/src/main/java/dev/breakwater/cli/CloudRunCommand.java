package dev.breakwater.cli;

import dev.breakwater.cli.NodeSettings.Desk;
import dev.breakwater.cli.NodeSettings.Door;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.ConsoleSection;
import dev.breakwater.cli.onshore.JobSection;
import dev.breakwater.cli.onshore.PlaceSection;
import dev.breakwater.cli.onshore.ReceiverSection;
import dev.breakwater.cli.onshore.WatchSection;
import dev.breakwater.ingest.pipeline.PipelineSettings;
import dev.breakwater.policy.source.InvalidSourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole onshore side in one process. */
@Command(
    name = "run",
    description = {
      "Runs broker, receiver, jobs, log and console in this process until it is stopped.",
      "Policy bundles: cloud/policy-keys.yaml in the data directory has the pinned keys."
    },
    mixinStandardHelpOptions = true)
final class CloudRunCommand implements Callable<Integer> {
  private static final int BAD_FILE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "data directory of the installation, before that of the file",
        "(default: breakwater-data)"
      })
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = {
        "all options, as 'cloud config' prints them; 'kafka' and the Flink cluster of 'job' are"
            + " not",
        "used: both are in this process. Without it the receiver is on the loopback address."
      })
  private @Nullable Path config;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8480",
      description = "port of the status for programs, 0 for a free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--console",
      paramLabel = "N",
      description = "port of the console, 0 for a free one (default: 8443, or that of the file)")
  private @Nullable Integer console;

  @Option(
      names = "--shadow-policy",
      paramLabel = "ID|FILE.yaml",
      description = {
        "rules that the job asks beside those in force and that decide nothing:",
        "the log says each minute where they would have decided otherwise"
      })
  private @Nullable String shadowPack;

  @Option(
      names = "--rebuild-from-store",
      description = {
        "starts although checkpoints are lost: what was decided and stored is read from the store",
        "and from Kafka first, so that nothing is done twice"
      })
  private boolean rebuild;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    String shadow = shadowPack == null ? "" : PolicyFiles.textOf(shadowPack);
    if (config == null) {
      var settings =
          new NodeSettings(
              port,
              new Desk(preset(), Optional.empty(), Optional.empty()),
              shadow,
              rebuild,
              PipelineSettings.DEMO_INTERVAL,
              OnshoreSinks.INTERVAL,
              null);
      return run(new DataLayout(Path.of("breakwater-data")), settings);
    }
    return configured(config, shadow);
  }

  private int configured(Path file, String shadow)
      throws IOException, CommandFailedException, InterruptedException {
    CloudConfiguration told;
    try {
      told = CloudConfiguration.read(PolicyFiles.read(file), file.toString());
    } catch (InvalidSourceException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return BAD_FILE;
    }
    var door = new Door(told.get(ReceiverSection.SECTION), told.get(WatchSection.SECTION));
    var interval = told.get(JobSection.SECTION).tuning().checkpointInterval();
    PlaceSection place = told.get(PlaceSection.SECTION);
    return run(
        place.layout(),
        new NodeSettings(
            port, Desk.of(told, console), shadow, rebuild, interval, place.checkNames(), door));
  }

  private ConsoleSection preset() {
    ConsoleSection preset = ConsoleSection.SECTION.preset();
    return console == null ? preset : preset.at(console);
  }

  private int run(DataLayout told, NodeSettings settings)
      throws IOException, CommandFailedException, InterruptedException {
    DataLayout layout = data == null ? told : new DataLayout(data);
    new CloudNode(layout, InstantSource.system(), new SecureRandom(), spec.commandLine().getOut())
        .run(settings);
    return 0;
  }
}
