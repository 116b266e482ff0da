package dev.breakwater.ingest.pipeline;

import dev.breakwater.ingest.job.AdmissionJob;
import dev.breakwater.ingest.job.ShadowLines;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.runtime.client.JobStatusMessage;

/**
 * What the shadow policy of the admission on a Flink cluster found. It asks and changes nothing, so
 * any number may; safe for use by several threads.
 */
public final class ClusterShadow implements AutoCloseable {
  private final RestClusterClient<StandaloneClusterId> cluster;

  private ClusterShadow(RestClusterClient<StandaloneClusterId> cluster) {
    this.cluster = cluster;
  }

  /**
   * Prepares; the cluster need not be there.
   *
   * @param flink address of the JobManager's REST service that has the admission
   */
  public static ClusterShadow open(URI flink) throws IOException {
    return new ClusterShadow(ClusterJobs.client(flink, 1));
  }

  /**
   * Returns its newest report, as lines of its log, of each part of the job; none if the job has no
   * shadow policy, or does not run.
   *
   * @throws IOException if the cluster does not answer
   */
  public List<String> lines() throws IOException {
    Optional<JobStatusMessage> job =
        ClusterJobs.known(ClusterJobs.get(cluster.listJobs()), AdmissionJob.NAME);
    if (job.isEmpty()) {
      return List.of();
    }
    var accumulated =
        ClusterJobs.get(
            cluster.getAccumulators(job.get().getJobId(), ClusterShadow.class.getClassLoader()));
    return String.valueOf(accumulated.getOrDefault(ShadowLines.NAME, "")).lines().toList();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
