package dev.breakwater.cli;

import dev.breakwater.cli.NodeSettings.Desk;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.StopSignal;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.JobSection;
import dev.breakwater.cli.onshore.KafkaSection;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.ingest.pipeline.ClusterShadow;
import dev.breakwater.ingest.registry.KnownVehicles;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The console, and what an installation has once beside it, in a process of its own. */
@Command(
    name = "console",
    description = {
      "Serves the console until it is stopped, carries out withdrawals, and keeps the index of the"
          + " log and the store's tables in order;",
      "one per installation."
    },
    mixinStandardHelpOptions = true)
final class CloudConsoleCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(CloudConsoleCommand.class);
  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 2000;

  private final SecureRandom random = new SecureRandom();

  @Mixin private final CloudOptions options = new CloudOptions();
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "TCP port of the console, before that of the file; 0 for a free one")
  private @Nullable Integer port;

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    return options.with(this::run);
  }

  private int run(CloudConfiguration configuration)
      throws IOException, CommandFailedException, InterruptedException {
    DataLayout data = CloudOptions.prepared(configuration);
    String kafka = configuration.get(KafkaSection.SECTION).servers();
    Desk settings = Desk.of(configuration, port);
    var stop = StopSignal.listen(() -> {});
    JobSection job = configuration.get(JobSection.SECTION);
    try (var guard = OnshoreGuard.start(configuration, sinks(settings, job));
        var bundles = BundleFiles.published(data, kafka);
        var vehicles = KnownVehicles.open(kafka, TOPIC_LIMIT);
        var proofs = LogProofs.open(data, kafka, random);
        var shadow = shadow(job);
        // The receivers, and what they count, are other processes.
        var desk =
            OnshoreDesk.start(
                new OnshoreDesk.Place(data, kafka, InstantSource.system(), random),
                new OnshoreDesk.Parts(vehicles, bundles, proofs, null, () -> lines(shadow)),
                settings,
                spec.commandLine().getOut());
        var watch = options.watch(configuration, desk::state)) {
      CloudOptions.endpoints(configuration, desk.address().getPort()).write(data.endpoints());
      log.info(
          "event=ready console={} health_port={} sinks={} {}",
          desk.address(),
          watch.port(),
          guard.sinks(),
          desk.pace());
      while (!stop.await(LOOK_MILLIS)) {
        guard.requireOnshore();
      }
      return 0;
    } finally {
      stop.finished();
    }
  }

  /** What it connects to beside what every process does. */
  private static Sink[] sinks(Desk settings, JobSection job) {
    Optional<Sink> flink = job.shadowPolicy().map(asked -> CloudJobCommand.cluster(job));
    return Stream.of(settings.signIn(), flink).flatMap(Optional::stream).toArray(Sink[]::new);
  }

  /** A cluster whose job has no shadow policy is not asked. */
  private static @Nullable ClusterShadow shadow(JobSection job) throws IOException {
    return job.shadowPolicy().isPresent() ? ClusterShadow.open(job.flink()) : null;
  }

  /** The policy in force is shown also while the cluster is away. */
  private static List<String> lines(@Nullable ClusterShadow shadow) {
    try {
      return shadow == null ? List.of() : shadow.lines();
    } catch (IOException e) {
      log.warn("event=shadow_unknown error=\"{}\"", e.toString());
      return List.of();
    }
  }
}
