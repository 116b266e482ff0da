package dev.breakwater.ingest.pipeline;

import dev.breakwater.audit.durable.DirectoryLock;
import dev.breakwater.ingest.job.JobSettings;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.reconcile.OpenTransaction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs on a Flink cluster, kept running: one that the cluster does not know, because it was
 * never submitted or because a JobManager without high availability started afresh, is submitted
 * again from its newest retained checkpoint. The cluster's processes have this product's libraries
 * on their class path, and all see the directories.
 *
 * <p>One at a time may run on a directory; a lock sees to it. For one thread.
 */
public final class ClusterJobs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterJobs.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final OnshoreJobs jobs;
  private final RestClusterClient<StandaloneClusterId> cluster;
  private final Backlog backlog;
  private final DirectoryLock lock;

  private ClusterJobs(
      OnshoreJobs jobs,
      RestClusterClient<StandaloneClusterId> cluster,
      Backlog backlog,
      DirectoryLock lock) {
    this.jobs = jobs;
    this.cluster = cluster;
    this.backlog = backlog;
    this.lock = lock;
  }

  /**
   * Prepares; nothing is submitted yet, and the cluster need not be there.
   *
   * @param flink address of the JobManager's REST service, e.g. {@code http://10.0.0.5:8081}
   * @throws IOException if another one holds the jobs of these directories
   */
  public static ClusterJobs open(
      URI flink, JobSettings settings, CloudDirectories directories, JobTuning tuning)
      throws IOException {
    Path checkpoints = directories.checkpoints();
    Files.createDirectories(checkpoints);
    var lock = DirectoryLock.take(checkpoints, "another process runs the jobs of " + checkpoints);
    return new ClusterJobs(
        new OnshoreJobs(settings, directories, tuning),
        client(flink, RestOptions.RETRY_MAX_ATTEMPTS.defaultValue()),
        new Backlog(settings.bootstrapServers()),
        lock);
  }

  /**
   * @param attempts how often an address that nobody listens at is tried, 3 s apart
   */
  static RestClusterClient<StandaloneClusterId> client(URI flink, int attempts) throws IOException {
    Configuration settings = new Configuration();
    settings.set(DeploymentOptions.TARGET, "remote");
    settings.set(RestOptions.ADDRESS, flink.getHost());
    settings.set(RestOptions.PORT, flink.getPort());
    settings.set(RestOptions.RETRY_MAX_ATTEMPTS, attempts);
    try {
      return new RestClusterClient<>(settings, StandaloneClusterId.getInstance());
    } catch (Exception e) { // the signature of the constructor
      throw new IOException("no client of the Flink cluster: " + e.getMessage(), e);
    }
  }

  /**
   * Submits every job that the cluster does not run.
   *
   * @return the state of each job, e.g. {@code RUNNING}, which it is also while it waits for a
   *     TaskManager
   * @throws IOException if the cluster, Kafka or the store do not answer now; try again
   * @throws MissingStateException if a job would have to start without its state
   */
  public Map<String, String> keepRunning() throws IOException, MissingStateException {
    Map<String, String> states = new TreeMap<>();
    for (String name : OnshoreJobs.NAMES) {
      Optional<JobStatusMessage> known = known(get(cluster.listJobs()), name);
      states.put(name, known.isPresent() ? known.get().getJobState().name() : submit(name));
    }
    return states;
  }

  /** Returns the job of that name that has not ended, if there is one. */
  static Optional<JobStatusMessage> known(Collection<JobStatusMessage> all, String name) {
    return all.stream()
        .filter(job -> job.getJobName().equals(name))
        .filter(job -> !job.getJobState().isGloballyTerminalState())
        .max(Comparator.comparingLong(JobStatusMessage::getStartTime));
  }

  private String submit(String name) throws IOException, MissingStateException {
    backlog.requireLongTransactions();
    jobs.requireState();
    var graph = jobs.plan(name).environment().getStreamGraph().getJobGraph();
    get(cluster.submitJob(graph));
    log.info("event=job_submitted job={} id={}", name, graph.getJobID());
    return "SUBMITTED";
  }

  /**
   * Restores, from store and topic outcomes, what the jobs must know that lost their checkpoints
   * and do not run; {@link #keepRunning} submits them then.
   *
   * @param keys says which keys are destroyed
   * @return the jobs that could not have started before; none if all have their state
   */
  public Set<String> rebuildFromStore(DataKeys keys) throws IOException {
    backlog.requireLongTransactions();
    Collection<JobStatusMessage> all = get(cluster.listJobs());
    return jobs.rebuild(name -> known(all, name).isEmpty(), keys, backlog);
  }

  /** Cancels the jobs; their newest checkpoints stay. */
  public void cancel() throws IOException {
    for (JobStatusMessage job : get(cluster.listJobs())) {
      boolean ours = OnshoreJobs.NAMES.contains(job.getJobName());
      if (ours && !job.getJobState().isGloballyTerminalState()) {
        get(cluster.cancel(job.getJobId()));
      }
    }
  }

  /** Returns the transactions that stay open although nobody will end them; see there. */
  public List<OpenTransaction> openTransactions() throws IOException {
    return backlog.openTransactions();
  }

  static <T> T get(CompletableFuture<T> future) throws IOException {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the Flink cluster does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking the Flink cluster", e);
    }
  }

  /** Lets go; the jobs run on. */
  @Override
  public void close() throws IOException {
    cluster.close();
    backlog.close();
    lock.close();
  }
}
