package dev.breakwater.console.fleet;

import static dev.breakwater.console.Role.AUDITOR;
import static dev.breakwater.console.Role.OPERATOR;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Live;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.Section;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operator's part of the console. Vehicles, their signals and clips are the operator's alone;
 * incidents, quarantine and erasures are read by the auditor too; only an operator has a row
 * checked once more. The administrator sees nothing of it.
 */
public final class FleetSection implements Section, AutoCloseable {
  private static final Set<Role> OPERATES = Set.of(OPERATOR);
  private static final Set<Role> READS = Set.of(OPERATOR, AUDITOR);

  private final FleetView view;
  private final List<Route> routes;

  private FleetSection(FleetSources sources, FleetView view) {
    this.view = view;
    var reads = new EvidenceReads(sources);
    var rows = new OpenedRows(sources);
    var vehicles = new VehicleDesk(sources, view, reads);
    var telemetry = new TelemetryDesk(sources, rows, reads);
    var clips = new ClipDesk(sources, rows, reads);
    var incidents = new IncidentDesk(sources, view, rows, reads);
    var quarantine = new QuarantineDesk(sources, view, rows, reads);
    var erasures = new ErasureDesk(sources);
    var all =
        Stream.of(
            Route.get("/api/fleet", OPERATES, call -> new Answer.Json(view.fleet())),
            Route.get("/api/vehicles", OPERATES, vehicles::list),
            Route.get("/api/vehicles/:vehicle", OPERATES, vehicles::vehicle),
            Route.get("/api/vehicles/:vehicle/telemetry", OPERATES, telemetry::telemetry),
            Route.get("/api/clip", OPERATES, clips::open),
            Route.get("/api/incidents", READS, incidents::list),
            Route.get("/api/incident", READS, incidents::open),
            Route.get("/api/quarantine", READS, quarantine::list),
            Route.get("/api/quarantine/:digest", READS, quarantine::open),
            Route.post("/api/quarantine/:digest/release", OPERATES, quarantine::release),
            Route.get("/api/erasures", READS, erasures::list),
            Route.get("/api/erasures/:id/receipt", READS, erasures::receipt));
    // Without a map no route gives coordinates.
    var ofMap =
        sources.map().stream()
            .flatMap(
                map ->
                    Stream.of(
                        Route.get("/api/vehicles/:vehicle/places", OPERATES, telemetry::places),
                        map.route(OPERATES)));
    this.routes = Stream.concat(all, ofMap).toList();
  }

  /** Starts to read store and log; {@link #close} ends it. */
  public static FleetSection start(FleetSources sources, Live live) {
    return new FleetSection(sources, FleetView.start(sources, live));
  }

  @Override
  public List<Route> routes() {
    return routes;
  }

  @Override
  public Map<String, Set<Role>> topics() {
    return Map.of(FleetView.TOPIC, OPERATES);
  }

  /**
   * How far it is, for who watches the process.
   *
   * @param problem why the figures are not those of this moment; empty if they are
   * @param logRead entries of the log that the figures have
   * @param erasuresOpen requests to erase that are not done
   * @param erasuresLate of those, past the last day that the law gives
   */
  public record State(String problem, long logRead, long erasuresOpen, long erasuresLate) {}

  public State state() {
    try {
      Fleet now = view.fleet();
      return new State(
          now.problem(), now.log().read(), now.erasures().open(), now.erasures().late());
    } catch (IOException e) {
      return new State(String.valueOf(e.getMessage()), 0, 0, 0);
    }
  }

  @Override
  public void close() {
    view.close();
  }
}
