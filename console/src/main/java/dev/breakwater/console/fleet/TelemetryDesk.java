package dev.breakwater.console.fleet;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Call;
import dev.breakwater.console.map.MapPlugin;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Opens what a vehicle's signals were, for somebody whose name the log has. */
final class TelemetryDesk {
  /** Looked back if the page does not say how far. */
  static final int HOURS = 24;

  /** The farthest look back: the retention of a track. */
  static final int MAX_HOURS = 14 * 24;

  private final FleetSources sources;
  private final OpenedRows rows;
  private final EvidenceReads reads;

  /**
   * What the page gets.
   *
   * @param map of the operator, if he has one and there are places for it
   */
  private record Opened(Telemetry.Shown stored, MapPlugin.@Nullable Offer map) {}

  TelemetryDesk(FleetSources sources, OpenedRows rows, EvidenceReads reads) {
    this.sources = sources;
    this.rows = rows;
    this.reads = reads;
  }

  Answer telemetry(Call call) throws IOException {
    Optional<VehicleRef> vehicle = Asked.vehicle(call);
    if (vehicle.isEmpty()) {
      return Asked.notFound("vehicle");
    }
    reads.log(call.user(), "telemetry/" + vehicle.get().value(), Digest.ZERO);
    List<Outcome> newest = newest(call, vehicle.get());
    Telemetry.Shown shown = telemetry(newest).shown(newest.size() > Telemetry.MAX_ROWS);
    return new Answer.Json(
        new Opened(
            shown,
            sources.map().filter(map -> shown.places() > 0).map(MapPlugin::offer).orElse(null)));
  }

  /** Coordinates, for the operator's map alone: the log has who had them. */
  Answer places(Call call) throws IOException {
    Optional<VehicleRef> vehicle = Asked.vehicle(call);
    if (vehicle.isEmpty()) {
      return Asked.notFound("vehicle");
    }
    reads.log(call.user(), "places/" + vehicle.get().value(), Digest.ZERO);
    return new Answer.Json(telemetry(newest(call, vehicle.get())).places());
  }

  private Telemetry telemetry(List<Outcome> newest) throws IOException {
    boolean cut = newest.size() > Telemetry.MAX_ROWS;
    var telemetry = new Telemetry();
    for (Outcome row : newest.subList(cut ? 1 : 0, newest.size())) {
      Optional<Item> item = rows.item(row);
      if (item.isPresent()) {
        telemetry.take(item.get());
      } else {
        telemetry.erased();
      }
    }
    return telemetry;
  }

  /** Returns the newest rows, the oldest first, one more than are opened if there are more. */
  private List<Outcome> newest(Call call, VehicleRef vehicle) throws IOException {
    var back = Duration.ofHours(Asked.number(call, "hours", HOURS, MAX_HOURS));
    var since = sources.surroundings().clock().instant().minus(back);
    Comparator<Outcome> byTime =
        Comparator.comparingLong(Outcome::appendedAtMillis).thenComparing(Outcome::number);
    return rows.with(
        store -> {
          var newest = new PriorityQueue<>(byTime);
          store.each(
              Selection.vehicle(Part.ITEMS, vehicle).lane(Lane.TELEMETRY).since(since),
              row -> {
                newest.add(row);
                if (newest.size() > Telemetry.MAX_ROWS + 1) {
                  newest.remove();
                }
              });
          return newest.stream().sorted(byTime).toList();
        });
  }
}
