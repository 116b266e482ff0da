package dev.breakwater.cli;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.PolicyFileException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.HostResolver;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.ingest.jurisdiction.SinkWatch;
import dev.breakwater.ingest.jurisdiction.WrongPlaceException;
import dev.breakwater.ingest.onshore.CatalogSettings;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Every place that a library of somebody else's connects to for an installation: Kafka, the store's
 * catalog and files, the log's witnesses. All of them have to be onshore, at the start and as long
 * as the process runs; the border's own connections are checked when they are made.
 */
final class OnshoreSinks {
  /** How often names are asked for again. */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final String WITNESSES = "witnesses";

  private OnshoreSinks() {}

  /**
   * Returns the places of an installation.
   *
   * @param kafka bootstrap servers, with commas between them
   */
  static Set<Sink> of(DataLayout data, String kafka) throws IOException, CommandFailedException {
    Set<Sink> sinks = new LinkedHashSet<>();
    for (String server : kafka.split(",", -1)) {
      String host = server.substring(0, server.lastIndexOf(':'));
      sinks.add(new Sink("kafka", JurisdictionList.ONSHORE, host));
    }
    var store = new TreeMap<>(CatalogSettings.of(data.onshore().store()).properties());
    store.forEach((name, value) -> add(sinks, "store " + name, value));
    Path witnesses = data.cloud().resolve(WITNESSES);
    if (Files.exists(witnesses)) {
      try {
        PolicyFile.read(witnesses)
            .witnesses()
            .forEach(each -> add(sinks, "witness " + each.key().name(), each.url().toString()));
      } catch (PolicyFileException e) {
        throw new CommandFailedException(e.getMessage() + ".", "Correct the witnesses.", 2);
      }
    }
    return sinks;
  }

  private static void add(Set<Sink> sinks, String name, String address) {
    Sink.at(name, JurisdictionList.ONSHORE, address).ifPresent(sinks::add);
  }

  /**
   * Checks them, then watches them.
   *
   * @param cut is told which of them leads elsewhere now; it has to end its connections
   * @throws CommandFailedException if one is not onshore now; nothing is started
   */
  static SinkWatch watch(
      Set<Sink> sinks, CheckedConnections connections, Duration interval, Consumer<Sink> cut)
      throws IOException, CommandFailedException {
    Map<Sink, Runnable> watched = new HashMap<>();
    sinks.forEach(sink -> watched.put(sink, () -> cut.accept(sink)));
    try {
      return SinkWatch.start(connections, watched, interval);
    } catch (WrongPlaceException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  /** Returns what checks the connections of an installation, by its signed list. */
  static CheckedConnections connections(DataLayout data)
      throws IOException, CommandFailedException {
    return new CheckedConnections(BorderDesk.jurisdictions(data), HostResolver.SYSTEM);
  }
}
