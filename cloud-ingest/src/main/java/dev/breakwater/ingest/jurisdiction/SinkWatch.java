package dev.breakwater.ingest.jurisdiction;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the names of sinks whose connections a library opens: before the start, and again as long
 * as it runs, since names change. Also lets {@link CheckedConnections} look at its own again.
 */
public final class SinkWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SinkWatch.class);

  private final CheckedConnections connections;
  private final Map<Sink, Runnable> sinks;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "sink-watch");
            thread.setDaemon(true);
            return thread;
          });

  private SinkWatch(CheckedConnections connections, Map<Sink, Runnable> sinks) {
    this.connections = connections;
    this.sinks = Map.copyOf(sinks);
  }

  /**
   * Checks every sink, then watches them.
   *
   * @param sinks each with what cuts its connections
   * @throws WrongPlaceException if one is not where its label says; nothing is started
   * @throws IOException if a name cannot be resolved; likewise
   */
  public static SinkWatch start(
      CheckedConnections connections, Map<Sink, Runnable> sinks, Duration interval)
      throws IOException {
    for (Sink sink : sinks.keySet()) {
      connections.requireNames(sink);
    }
    var watch = new SinkWatch(connections, sinks);
    var unused =
        watch.timer.scheduleWithFixedDelay(
            watch::check, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  /** Returns what is watched. */
  public Set<Sink> sinks() {
    return sinks.keySet();
  }

  /** Checks every sink now; those that lead elsewhere are cut. */
  void check() {
    sinks.forEach(this::check);
    try {
      List<WrongPlaceException> cut = connections.recheck();
      cut.forEach(each -> log.error("event=connection_cut reason=\"{}\"", each.getMessage()));
    } catch (IOException e) {
      log.warn("event=name_not_resolved error=\"{}\"", e.toString());
    }
  }

  private void check(Sink sink, Runnable cut) {
    try {
      connections.requireNames(sink);
    } catch (WrongPlaceException e) {
      log.error("event=sink_cut reason=\"{}\"", e.getMessage());
      cut.run();
    } catch (IOException e) {
      // A name that is not known for a moment leads nowhere: nothing new can be connected to.
      log.warn("event=name_not_resolved sink=\"{}\" error=\"{}\"", sink, e.toString());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
