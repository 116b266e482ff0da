package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.onshore.CloudConfiguration;
import dev.breakwater.cli.onshore.KafkaSection;
import dev.breakwater.cli.onshore.PlaceSection;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.ingest.jurisdiction.SinkWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends a process, and with it every connection, once a place that it connects to is not onshore any
 * more: the process asks {@link #requireOnshore} as it waits.
 */
final class OnshoreGuard implements AutoCloseable {
  private final SinkWatch watch;
  private final AtomicReference<Sink> moved;

  private OnshoreGuard(SinkWatch watch, AtomicReference<Sink> moved) {
    this.watch = watch;
    this.moved = moved;
  }

  /**
   * Starts to watch.
   *
   * @param interval how often names are asked for again
   * @throws CommandFailedException if one of them is not onshore now
   */
  static OnshoreGuard start(Set<Sink> sinks, CheckedConnections connections, Duration interval)
      throws IOException, CommandFailedException {
    var moved = new AtomicReference<Sink>();
    return new OnshoreGuard(OnshoreSinks.watch(sinks, connections, interval, moved::set), moved);
  }

  /**
   * The same for a process of the distributed way.
   *
   * @param more what it connects to beside Kafka, the store and the witnesses
   */
  static OnshoreGuard start(CloudConfiguration configuration, Sink... more)
      throws IOException, CommandFailedException {
    PlaceSection place = configuration.get(PlaceSection.SECTION);
    String kafka = configuration.get(KafkaSection.SECTION).servers();
    Set<Sink> sinks = new LinkedHashSet<>(OnshoreSinks.of(place.layout(), kafka));
    sinks.addAll(Set.of(more));
    return start(sinks, OnshoreSinks.connections(place.layout()), place.checkNames());
  }

  /** Returns how many places are watched. */
  int sinks() {
    return watch.sinks().size();
  }

  /**
   * @throws CommandFailedException if one leads elsewhere by now
   */
  void requireOnshore() throws CommandFailedException {
    Sink left = moved.get();
    if (left != null) {
      throw new CommandFailedException(
          "Stopped: " + left + " is not onshore any more.",
          "Correct its name, or have the list of jurisdictions signed anew.");
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
