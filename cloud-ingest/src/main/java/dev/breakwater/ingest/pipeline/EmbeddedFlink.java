package dev.breakwater.ingest.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.messages.Acknowledge;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's own local cluster in this process, with its jobs. A job begins at its newest retained
 * checkpoint; a clean stop and a crash leave the same thing behind. Not thread-safe, but for {@link
 * #status}.
 */
final class EmbeddedFlink implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedFlink.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final MiniCluster cluster;
  private final Map<String, Job> jobs = new TreeMap<>();

  /**
   * @param end done when the job has ended and that is reported
   */
  private record Job(JobID id, CompletableFuture<Void> end) {}

  private EmbeddedFlink(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * @param slots the sum of the jobs' parallelism
   */
  static EmbeddedFlink start(Path scratch, int slots) throws IOException {
    Files.createDirectories(scratch);
    var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(clusterSettings(scratch))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
    } catch (Exception e) { // the signature of MiniCluster.start
      throw new IOException("Flink's local cluster did not start: " + e.getMessage(), e);
    }
    return new EmbeddedFlink(cluster);
  }

  /** Small: the jobs hold little state, and the memory is the demo's. */
  private static Configuration clusterSettings(Path scratch) {
    Configuration settings = new Configuration();
    settings.set(RestOptions.PORT, 0);
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(CoreOptions.TMP_DIRS, scratch.toString());
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, JobPlan.RETAINED);
    return settings;
  }

  /** Starts a job. */
  void submit(JobPlan plan) throws IOException {
    String name = plan.name();
    JobGraph graph = plan.environment().getStreamGraph().getJobGraph();
    get(cluster.submitJob(graph), "job " + name + " was not accepted");
    JobID id = graph.getJobID();
    var end = cluster.requestJobResult(id).thenAccept(result -> reportEnd(name, result));
    jobs.put(name, new Job(id, end));
  }

  /** A job ends when it is cancelled, or for a fault that restarts do not cure. */
  private static void reportEnd(String name, JobResult result) {
    result
        .getSerializedThrowable()
        .ifPresentOrElse(
            fault -> log.error("event=job_failed job={}", name, fault),
            () -> log.info("event=job_stopped job={}", name));
  }

  /** Returns the state of each job, e.g. {@code RUNNING} or {@code RESTARTING}. */
  Map<String, String> status() throws IOException {
    Map<String, String> states = new TreeMap<>();
    for (var job : jobs.entrySet()) {
      JobStatus state =
          get(cluster.getJobStatus(job.getValue().id()), "no state of " + job.getKey());
      states.put(job.getKey(), state.name());
    }
    return states;
  }

  /**
   * Returns what the jobs accumulate under a name, as of their last heartbeat; nothing if none does.
   */
  Optional<Object> accumulated(String name) throws IOException {
    for (var job : jobs.entrySet()) {
      var graph =
          get(cluster.getExecutionGraph(job.getValue().id()), "no state of " + job.getKey());
      var value = graph.getAccumulatorsSerialized().get(name);
      if (value != null) {
        try {
          return Optional.ofNullable(
              value.deserializeValue(EmbeddedFlink.class.getClassLoader()).getUnchecked());
        } catch (ClassNotFoundException e) {
          throw new IOException("what job " + job.getKey() + " accumulates cannot be read", e);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Ends a job with all that it has read written and committed, and keeps its state in a form that
   * does not depend on how it was kept while it ran.
   *
   * @param directory for savepoints
   * @return where the state is
   */
  Path stopWithSavepoint(String name, Path directory) throws IOException {
    Job job = jobs.remove(name);
    if (job == null) {
      throw new IllegalArgumentException("no job " + name);
    }
    var stopped =
        cluster.stopWithSavepoint(
            job.id(), directory.toUri().toString(), false, SavepointFormatType.CANONICAL);
    Path savepoint = Path.of(URI.create(get(stopped, "job " + name + " has no savepoint")));
    get(job.end(), "job " + name + " did not end");
    return savepoint;
  }

  /** Stops the jobs, whose newest checkpoints stay, and the cluster. */
  @Override
  public void close() throws IOException {
    try {
      for (Job job : jobs.values()) {
        // One that has failed cannot be cancelled; it has its end all the same.
        get(cluster.cancelJob(job.id()).exceptionally(fault -> Acknowledge.get()), "no answer");
        get(job.end(), "a job did not end");
      }
    } finally {
      get(cluster.closeAsync(), "Flink's local cluster did not stop");
    }
  }

  private static <T> T get(CompletableFuture<T> future, String problem) throws IOException {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(problem + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(problem + ": interrupted", e);
    }
  }
}
