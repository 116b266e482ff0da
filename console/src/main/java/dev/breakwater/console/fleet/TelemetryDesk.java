package dev.breakwater.console.fleet;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Call;
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

/** Opens what a vehicle's signals were, for somebody whose name the log has. */
final class TelemetryDesk {
  /** Looked back if the page does not say how far. */
  static final int HOURS = 24;

  /** The farthest look back: the retention of a track. */
  static final int MAX_HOURS = 14 * 24;

  private final FleetSources sources;
  private final OpenedRows rows;
  private final EvidenceReads reads;

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
    int hours = Asked.number(call, "hours", HOURS, MAX_HOURS);
    var newest = newest(vehicle.get(), Duration.ofHours(hours));
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
    return new Answer.Json(telemetry.shown(cut));
  }

  /** Returns the newest rows, the oldest first, one more than are opened if there are more. */
  private List<Outcome> newest(VehicleRef vehicle, Duration back) throws IOException {
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
