package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.receive.Screening.Admitted;
import dev.breakwater.ingest.receive.Screening.Refusal;
import dev.breakwater.ingest.receive.Screening.Refused;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemLabel;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRecord.Status;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides who may deliver what: the peer's certificate must be the one enrolled for its vehicle,
 * and the bytes must name that vehicle. Items are encrypted here, so nothing behind this writes
 * them as they came; segments are digests. Seal and chain are verified later, by the job.
 */
final class Gatekeeper {
  /** The largest signed segment; more than 64 digests and a signature need. */
  static final int MAX_SEGMENT_BYTES = 16 << 10;

  private static final Screening OF_ANOTHER =
      new Refused(Refusal.FORBIDDEN, "it is of another vehicle");

  private final Function<VehicleRef, Optional<VehicleRecord>> registry;
  private final ItemCipher cipher;

  Gatekeeper(Function<VehicleRef, Optional<VehicleRecord>> registry, ItemCipher cipher) {
    this.registry = registry;
    this.cipher = cipher;
  }

  /** Asks whether the peer is an enrolled vehicle. */
  boolean admits(Optional<Peer> peer) {
    return peer.isPresent() && isEnrolled(peer.get());
  }

  /**
   * @throws IOException if an item cannot be encrypted now
   */
  Screening screen(Optional<Peer> peer, RawRecord.Kind kind, Bytes body) throws IOException {
    if (!admits(peer)) {
      return new Refused(Refusal.FORBIDDEN, "the certificate is not that of an enrolled vehicle");
    }
    if (body.length() > maxBytes(kind)) {
      return new Refused(Refusal.TOO_LARGE, body.length() + " bytes");
    }
    try {
      VehicleRef vehicle = peer.orElseThrow().vehicle();
      return switch (kind) {
        case SEGMENT -> segment(vehicle, body);
        case ITEM -> item(vehicle, body);
      };
    } catch (WireFormatException e) {
      // Not the message: it may repeat what the peer wrote, and reasons reach the log.
      return new Refused(Refusal.UNDECODABLE, "not a " + e.record());
    }
  }

  /** Asks at each request, so that a ban also ends sessions that are open. */
  private boolean isEnrolled(Peer peer) {
    return registry
        .apply(peer.vehicle())
        .filter(row -> row.status() == Status.ENROLLED)
        .filter(row -> row.certificate().equals(peer.certificate()))
        .isPresent();
  }

  private static Screening segment(VehicleRef peer, Bytes body) throws WireFormatException {
    ChainId chain = Segment.decode(SignedSegment.decode(body).manifest()).chain();
    return chain.vehicle().equals(peer)
        ? new Admitted(chain, RawRecord.plain(RawRecord.Kind.SEGMENT, peer, body))
        : OF_ANOTHER;
  }

  private Screening item(VehicleRef peer, Bytes body) throws WireFormatException, IOException {
    Item item = Item.decode(body);
    if (!item.id().chain().vehicle().equals(peer)) {
      return OF_ANOTHER;
    }
    if (item.category().length() > ItemLabel.MAX_NAME
        || item.purpose().length() > ItemLabel.MAX_NAME) {
      return new Refused(Refusal.UNDECODABLE, "a name is too long");
    }
    return new Admitted(item.id().chain(), cipher.seal(item, body));
  }

  private static int maxBytes(RawRecord.Kind kind) {
    return switch (kind) {
      case SEGMENT -> MAX_SEGMENT_BYTES;
      case ITEM -> Item.MAX_BYTES;
    };
  }
}
