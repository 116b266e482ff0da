package dev.breakwater.ingest.onshore;

import dev.breakwater.policy.catalog.Catalog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@link StoreMaintenance} again and again by a thread of its own. */
public final class MaintenanceSchedule implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(MaintenanceSchedule.class);

  /** Often enough that a checkpoint each second leaves a few hundred files, not thousands. */
  public static final Duration INTERVAL = Duration.ofMinutes(10);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final StoreMaintenance maintenance;
  private final IcebergStore store;
  private final InstantSource clock;
  private final Duration interval;
  private final ScheduledExecutorService thread;

  private MaintenanceSchedule(
      IcebergStore store, Function<Instant, Catalog> law, InstantSource clock, Duration interval) {
    this.store = store;
    this.interval = interval;
    this.maintenance = new StoreMaintenance(store, law);
    this.clock = clock;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "store-maintenance");
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /**
   * Starts; the first run is one interval later, when the writer has committed what a stop before
   * had left.
   *
   * @param law see {@link StoreMaintenance}
   */
  public static MaintenanceSchedule start(
      Path directory, Function<Instant, Catalog> law, InstantSource clock, Duration interval)
      throws IOException {
    var schedule = new MaintenanceSchedule(IcebergStore.open(directory), law, clock, interval);
    long millis = interval.toMillis();
    var unused =
        schedule.thread.scheduleWithFixedDelay(
            schedule::run, millis, millis, TimeUnit.MILLISECONDS);
    return schedule;
  }

  /** Returns how long after one run the next begins. */
  public Duration interval() {
    return interval;
  }

  private void run() {
    try {
      StoreMaintenance.Report done = maintenance.run(clock.instant());
      log.info(
          "event=store_maintained erased={} compacted={} snapshots={} orphans={}",
          done.erasedRows(),
          done.compactedFiles(),
          done.expiredSnapshots(),
          done.orphans());
    } catch (IOException | RuntimeException e) {
      // A schedule that throws ends.
      log.warn("event=store_not_maintained error=\"{}\"", e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("event=store_maintenance_not_stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }
}
