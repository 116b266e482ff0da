package dev.breakwater.ingest.pipeline;

import dev.breakwater.audit.log.LogBrokenException;
import dev.breakwater.ingest.job.ShadowLines;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.trail.LogAppender;
import dev.breakwater.wire.Outcome.Verdict;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps 8 to 10 in this process: topic raw → admission → topic outcomes → store and log. What a
 * stop or a kill at any moment leaves behind is what the next {@link #start} goes on from: nothing
 * that the topic raw holds is lost, nothing is stored or logged twice.
 *
 * <p>One at a time may run on a directory; the log's lock sees to it. Safe for use by several
 * threads.
 */
public final class CloudPipeline implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CloudPipeline.class);

  /** One slot for each job. */
  private static final int SLOTS = 2;

  /** What {@link #close} closes, the last opened first. */
  private final Deque<Closeable> opened;

  private final Backlog backlog;

  /** Used under this object's monitor. */
  private final IcebergStore store;

  private final RunningAppender appender;
  private final OnshoreJobs jobs;
  private final EmbeddedFlink flink;

  private CloudPipeline(
      PipelineSettings settings,
      CloudDirectories directories,
      InstantSource clock,
      SecureRandom random,
      Deque<Closeable> opened)
      throws IOException, LogBrokenException, MissingStateException {
    this.opened = opened;
    this.backlog = open(new Backlog(settings.bootstrapServers()));
    this.backlog.requireLongTransactions();
    this.store = open(IcebergStore.open(directories.store()));
    this.appender =
        open(
            RunningAppender.open(
                settings.bootstrapServers(), settings.logSigner(), directories, clock, random));
    this.jobs =
        new OnshoreJobs(
            settings.job(directories),
            directories,
            JobTuning.embedded(settings.checkpointInterval()));
    if (settings.rebuild()) {
      this.jobs.rebuild(name -> true, new DataKeys(directories.keys(), random), backlog);
    }
    this.jobs.requireState(store, appender.progress().position().outcomes());
    this.flink = open(EmbeddedFlink.start(directories.scratch(), SLOTS));
  }

  /**
   * Starts where the last one on these directories stopped.
   *
   * @param random makes the data keys
   * @throws MissingStateException if the directories' parts do not belong together
   * @throws LogBrokenException if the log cannot be appended to
   * @throws IOException if Kafka or the directories cannot be used
   */
  public static CloudPipeline start(
      PipelineSettings settings,
      CloudDirectories directories,
      InstantSource clock,
      SecureRandom random)
      throws IOException, LogBrokenException, MissingStateException {
    Deque<Closeable> opened = new ArrayDeque<>();
    boolean started = false;
    try {
      var pipeline = new CloudPipeline(settings, directories, clock, random, opened);
      pipeline.run();
      started = true;
      return pipeline;
    } finally {
      if (!started) {
        closeAll(opened);
      }
    }
  }

  private <T extends Closeable> T open(T part) {
    opened.push(part);
    return part;
  }

  private void run() throws IOException {
    for (String name : OnshoreJobs.NAMES) {
      flink.submit(jobs.plan(name));
    }
    appender.start();
    log.info("event=pipeline_started log_size={}", appender.progress().size());
  }

  /**
   * Measures how far everything is.
   *
   * @throws IOException if Kafka, Flink or the store do not answer
   */
  public synchronized Health health() throws IOException {
    // In the order of the flow: what arrives meanwhile makes a later number larger, never smaller.
    long undecided = backlog.undecided();
    long uncommitted = backlog.uncommitted();
    LogAppender.Progress logged = appender.progress();
    return new Health(
        flink.status(),
        undecided,
        uncommitted,
        backlog.unread(logged.read()),
        store.count(Part.ITEMS),
        store.count(Part.QUARANTINE),
        logged.position().count(Verdict.STORED),
        logged.position().count(Verdict.REFUSED),
        logged.position().count(Verdict.QUARANTINED),
        logged.size());
  }

  /**
   * Returns what the job's shadow policy found, as lines of its log; none if there is no shadow
   * policy, or its first report has not come yet.
   */
  public synchronized List<String> shadow() throws IOException {
    return flink.accumulated(ShadowLines.NAME).orElse(List.of()) instanceof List<?> lines
        ? lines.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Stops everything; the newest checkpoints, the store and the log stay. */
  @Override
  public synchronized void close() throws IOException {
    closeAll(opened);
    log.info("event=pipeline_stopped");
  }

  private static void closeAll(Deque<Closeable> opened) throws IOException {
    IOException first = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
