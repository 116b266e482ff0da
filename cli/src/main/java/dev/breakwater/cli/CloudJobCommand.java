package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.StopSignal;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.JobSection;
import dev.breakwater.cli.onshore.Metrics;
import dev.breakwater.cli.onshore.PlaceSection;
import dev.breakwater.cli.onshore.ProcessState;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.pipeline.ClusterJobs;
import dev.breakwater.ingest.pipeline.MissingStateException;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps the jobs running on a Flink cluster. */
@Command(
    name = "job",
    description = {
      "Submits the jobs to a Flink cluster and keeps them running until this is stopped:",
      "what the cluster lost is submitted again from its newest retained checkpoint."
    },
    mixinStandardHelpOptions = true)
final class CloudJobCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(CloudJobCommand.class);
  private static final long LOOK_MILLIS = 2000;

  @Mixin private final CloudOptions options = new CloudOptions();

  @Option(names = "--cancel", description = "cancel the jobs when this is stopped")
  private boolean cancel;

  @Option(
      names = "--rebuild-from-store",
      description = {
        "starts jobs although their checkpoints are lost: what was decided and stored is read from",
        "the store and from Kafka first, so that nothing is done twice"
      })
  private boolean rebuild;

  /** Of the thread that looks after the jobs, read by the health server's. */
  private volatile Map<String, String> states = Map.of();

  private volatile String trouble = "the jobs were not looked at yet";

  @Override
  public Integer call() throws IOException, CommandFailedException, InterruptedException {
    return options.with(this::run);
  }

  private int run(CloudConfiguration configuration)
      throws IOException, CommandFailedException, InterruptedException {
    DataLayout data = configuration.get(PlaceSection.SECTION).layout();
    JobSection job = configuration.get(JobSection.SECTION);
    var stop = StopSignal.listen(() -> {});
    try (var guard = OnshoreGuard.start(configuration, cluster(job));
        var jobs =
            ClusterJobs.open(
                job.flink(), CloudOptions.job(configuration), data.onshore(), job.tuning());
        var watch = options.watch(configuration, this::state)) {
      log.info("event=ready flink={} health_port={}", job.flink(), watch.port());
      if (rebuild) {
        rebuild(jobs, data);
      }
      do {
        guard.requireOnshore();
        look(jobs);
      } while (!stop.await(LOOK_MILLIS));
      if (cancel) {
        jobs.cancel();
      }
      return 0;
    } finally {
      stop.finished();
    }
  }

  /** Items are decrypted there; where its TaskManagers run, who runs the cluster answers for. */
  static Sink cluster(JobSection job) {
    return new Sink("flink", JurisdictionList.ONSHORE, job.flink().getHost());
  }

  private static void rebuild(ClusterJobs jobs, DataLayout data)
      throws IOException, CommandFailedException {
    var keys = new DataKeys(data.onshore().keys(), new SecureRandom());
    if (jobs.rebuildFromStore(keys).isEmpty()) {
      throw new CommandFailedException(
          "No job lacks its state: each runs, has a checkpoint, or has nothing to remember.",
          "Start without --rebuild-from-store.",
          2);
    }
  }

  private void look(ClusterJobs jobs) throws CommandFailedException {
    try {
      Map<String, String> found = jobs.keepRunning();
      if (!found.equals(states)) {
        log.info("event=jobs states={}", found);
      }
      states = found;
      trouble = found.values().stream().allMatch("RUNNING"::equals) ? "" : "jobs " + found;
    } catch (IOException e) {
      if (trouble.isEmpty()) {
        log.warn("event=jobs_unknown error=\"{}\"", e.toString());
      }
      trouble = String.valueOf(e.getMessage());
    } catch (MissingStateException e) {
      throw new CommandFailedException(e, e.remedy() + lingering(jobs));
    }
  }

  private static String lingering(ClusterJobs jobs) {
    try {
      long now = InstantSource.system().millis();
      long count = jobs.openTransactions().stream().filter(each -> each.isLingering(now)).count();
      return count == 0
          ? ""
          : " Readers wait for %d transactions of a lost job; see 'cloud status'.".formatted(count);
    } catch (IOException e) {
      return " Whether transactions of a lost job linger is not known: " + e.getMessage() + ".";
    }
  }

  private ProcessState state() {
    var metrics = new Metrics();
    states.forEach(
        (name, state) ->
            metrics.gauge(
                "job_running_" + name.replace('-', '_'), state.equals("RUNNING") ? 1 : 0));
    return new ProcessState(trouble, metrics);
  }
}
