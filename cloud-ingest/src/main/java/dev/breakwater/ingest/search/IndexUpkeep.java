package dev.breakwater.ingest.search;

import dev.breakwater.audit.checkpoint.NoteException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index up to date as long as the onshore side runs, on a thread of its own: Kafka keeps
 * refusals for some days only, and who searches waits for what was left. Nothing waits for it.
 */
public final class IndexUpkeep implements AutoCloseable {
  /** How long an entry may be in the log and not in the index. */
  public static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(IndexUpkeep.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SearchIndex index;
  private final Indexing indexing;
  private final String bootstrapServers;
  private final Duration every;

  /** Written by the timer's thread. */
  private volatile long complete;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "index-upkeep");
            thread.setDaemon(true);
            return thread;
          });

  private IndexUpkeep(
      SearchIndex index, Indexing indexing, String bootstrapServers, Duration every) {
    this.index = index;
    this.indexing = indexing;
    this.bootstrapServers = bootstrapServers;
    this.every = every;
  }

  /**
   * Starts; the first time comes after a pause.
   *
   * @param index a connection of its own; closed with this
   * @param indexing of that index
   */
  public static IndexUpkeep start(
      SearchIndex index, Indexing indexing, String bootstrapServers, Duration every)
      throws IOException {
    var upkeep = new IndexUpkeep(index, indexing, bootstrapServers, every);
    upkeep.complete = index.complete();
    var unused =
        upkeep.timer.scheduleWithFixedDelay(
            upkeep::updateOrWarn, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    return upkeep;
  }

  /** Returns the pause between two times. */
  public Duration every() {
    return every;
  }

  /** Returns the first entry of the log that may be missing, as far as this process knows. */
  public long complete() {
    return complete;
  }

  /** What is left out now comes the next time. */
  private void updateOrWarn() {
    try {
      long before = complete;
      complete = indexing.update(bootstrapServers);
      if (complete != before) {
        log.info("event=index_updated entries={} complete={}", index.size(), complete);
      }
    } catch (IOException | NoteException | KafkaException e) {
      log.warn("event=index_not_updated error=\"{}\"", e.toString());
    }
  }

  /** Ends what it is at, and closes the index. */
  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("event=index_still_read after={}", LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    index.close();
  }
}
