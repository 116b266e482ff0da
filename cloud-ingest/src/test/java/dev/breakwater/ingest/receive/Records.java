package dev.breakwater.ingest.receive;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.VehicleRef;
import java.util.List;

/** Records as a car would send them; the receiver looks at names and sizes only. */
final class Records {
  private Records() {}

  static Item item(VehicleRef vehicle, long number, Bytes payload) {
    var id = new ItemId(new ChainId(vehicle, 1, Lane.TELEMETRY), number);
    return new Item(id, "vehicle.speed", "fleet.health", 1_000, null, 0, List.of("r1"), payload);
  }

  static SignedSegment segment(VehicleRef vehicle, Item item) {
    var manifest =
        new Segment(
            new ChainId(vehicle, 1, Lane.TELEMETRY),
            item.id().number(),
            Digest.ZERO,
            List.of(Digest.of(item.encode())),
            Digest.ZERO,
            1_000,
            1_000,
            "SYSTEM");
    return new SignedSegment(manifest.encode(), SignedSegment.ED25519, bytes(64));
  }

  static Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return Bytes.of(bytes);
  }
}
