package dev.breakwater.ingest.pipeline;

import dev.breakwater.ingest.job.JobSettings;
import java.io.IOException;
import java.util.List;

/** One job, started by {@code flink run} or by a JobManager that has only this application. */
public final class FlinkRun {
  private FlinkRun() {}

  /** Returns the names of the jobs. */
  public static List<String> names() {
    return OnshoreJobs.NAMES;
  }

  /**
   * Hands the job to the Flink that runs this; it begins at its newest retained checkpoint, unless
   * that Flink's own high availability knows a newer one.
   *
   * @param name one of {@link #names}
   * @throws MissingStateException if the job would have to start without its state
   */
  public static void submit(
      String name, JobSettings settings, CloudDirectories directories, JobTuning tuning)
      throws IOException, MissingStateException {
    var jobs = new OnshoreJobs(settings, directories, tuning);
    try (var backlog = new Backlog(settings.bootstrapServers())) {
      backlog.requireLongTransactions();
    }
    jobs.requireState();
    try {
      jobs.plan(name).environment().executeAsync(name);
    } catch (Exception e) { // the signature of executeAsync
      throw new IOException("Flink does not take the job " + name + ": " + e.getMessage(), e);
    }
  }
}
