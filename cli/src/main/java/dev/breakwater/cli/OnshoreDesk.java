package dev.breakwater.cli;

import dev.breakwater.audit.durable.DirectoryLock;
import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.cli.NodeSettings.Desk;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.onshore.Metrics;
import dev.breakwater.cli.onshore.ProcessState;
import dev.breakwater.console.Section;
import dev.breakwater.console.fleet.FleetSection;
import dev.breakwater.console.law.ShadowResults;
import dev.breakwater.console.serve.Console;
import dev.breakwater.console.serve.LiveTopics;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.onshore.MaintenanceSchedule;
import dev.breakwater.ingest.receive.ReceiverProgress;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.ingest.search.IndexUpkeep;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an installation has once beside the flow of items: the console for people, and what two
 * processes would do twice or against each other, which is to carry out withdrawals and to keep the
 * index of the log and the store's tables in order. A lock refuses a second one.
 */
final class OnshoreDesk implements AutoCloseable {
  private final Deque<Closeable> opened;
  private final IndexUpkeep index;
  private final MaintenanceSchedule maintenance;
  private final FleetSection fleet;
  private final Console console;

  /** Makes it for one installation. */
  record Place(DataLayout data, String kafka, InstantSource clock, SecureRandom random) {}

  /**
   * What it is about; stays the caller's.
   *
   * @param receiver what the receiver of this process counts; null if it is in another one
   * @param shadow what the job's shadow policy found
   */
  record Parts(
      KnownVehicles vehicles,
      PublishedBundles bundles,
      LogProofs proofs,
      @Nullable Supplier<ReceiverProgress> receiver,
      ShadowResults shadow) {}

  private OnshoreDesk(Place place, Parts parts, Desk desk, PrintWriter out, Deque<Closeable> opened)
      throws IOException, CommandFailedException, InterruptedException {
    DataLayout data = place.data();
    this.opened = opened;
    opened.push(alone(data));
    ShippedPapers.keep(data);
    this.index = SearchDesk.upkeep(data, place.kafka());
    opened.push(index::close);
    this.maintenance = maintenance(place, parts.bundles());
    opened.push(maintenance);
    var erasures = ErasureService.start(data, place.kafka(), place.clock(), place.random());
    opened.push(erasures::close);
    var live = new LiveTopics();
    var operator = OperatorDesk.start(place, parts, desk.map(), live);
    opened.push(operator::close);
    this.fleet = operator.section();
    var auditor = AuditorDesk.open(data, place.kafka(), parts.bundles(), parts.shadow());
    opened.push(auditor::close);
    List<Section> sections = new ArrayList<>(auditor.sections());
    sections.add(fleet);
    this.console =
        new NodeConsole(data, place.clock(), place.random()).start(desk, live, sections, out);
    opened.push(console::close);
  }

  /**
   * Starts.
   *
   * @param out gets the password of the console's first account, once
   * @throws IOException if another process has the desk of this installation
   */
  static OnshoreDesk start(Place place, Parts parts, Desk desk, PrintWriter out)
      throws IOException, CommandFailedException, InterruptedException {
    Deque<Closeable> opened = new ArrayDeque<>();
    boolean started = false;
    try {
      var all = new OnshoreDesk(place, parts, desk, out, opened);
      started = true;
      return all;
    } finally {
      if (!started) {
        close(opened);
      }
    }
  }

  private static DirectoryLock alone(DataLayout data) throws IOException {
    DurableFiles.createDirectories(data.desk());
    return DirectoryLock.take(
        data.desk(),
        "another process serves the console of " + data.root() + "; there is one only");
  }

  /** The catalog in force says how long what is kept. */
  private static MaintenanceSchedule maintenance(Place place, PublishedBundles bundles)
      throws IOException {
    return MaintenanceSchedule.start(
        place.data().onshore().store(),
        at -> bundles.policies().at(at).pack().catalog(),
        place.clock(),
        MaintenanceSchedule.INTERVAL);
  }

  /** Returns the console's address on this machine. */
  URI address() {
    return Endpoints.console(console.port());
  }

  /** Returns how often it does what it does again and again, for the log. */
  String pace() {
    return "maintenance_every=%s index_every=%s".formatted(maintenance.interval(), index.every());
  }

  /** What {@code /health} and {@code /metrics} say of it. */
  ProcessState state() {
    FleetSection.State now = fleet.state();
    return new ProcessState(
        now.problem(),
        new Metrics()
            .gauge("console_log_read", now.logRead())
            .gauge("index_complete", index.complete())
            .gauge("erasures_open", now.erasuresOpen())
            .gauge("erasures_late", now.erasuresLate()));
  }

  @Override
  public void close() throws IOException {
    close(opened);
  }

  /** The last opened first; one that fails does not keep the others open. */
  private static void close(Deque<Closeable> opened) throws IOException {
    if (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } finally {
        close(opened);
      }
    }
  }
}
