package dev.breakwater.ingest.border;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.SubjectRef;
import dev.breakwater.wire.VehicleRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items as the store has them. */
final class StoredItems {
  static final VehicleRef VEHICLE = new VehicleRef("0123456789abcdef0123456789abcdef");
  private static final Instant CAPTURED = Instant.parse("2026-05-02T00:00:00Z");

  private StoredItems() {}

  static Item behaviour(long number, String person) {
    var signal = new Signal("Vehicle.Driver.AttentiveProbability", Long.toString(number));
    return item(number, "driver.behaviour", person, signal.encode());
  }

  static Item item(long number, String category, @Nullable String person, Bytes payload) {
    return new Item(
        new ItemId(new ChainId(VEHICLE, 1, Lane.TELEMETRY), number),
        category,
        "driving.habits",
        CAPTURED.plusSeconds(number).toEpochMilli(),
        person == null ? null : new SubjectRef(person),
        1,
        List.of("pipl-13.personal.store"),
        payload);
  }
}
