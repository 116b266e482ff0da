package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.receive.Screening.Admitted;
import dev.breakwater.ingest.receive.Screening.Refusal;
import dev.breakwater.ingest.receive.Screening.Refused;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRecord.Status;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides who may deliver what: the peer's certificate must be the one enrolled for its vehicle,
 * and the bytes must name that vehicle. Seal and chain are verified later, by the job.
 */
final class Gatekeeper {
  /** The largest signed segment; more than 64 digests and a signature need. */
  static final int MAX_SEGMENT_BYTES = 16 << 10;

  private final Function<VehicleRef, Optional<VehicleRecord>> registry;

  Gatekeeper(Function<VehicleRef, Optional<VehicleRecord>> registry) {
    this.registry = registry;
  }

  /** Asks whether the peer is an enrolled vehicle. */
  boolean admits(Optional<Peer> peer) {
    return peer.isPresent() && isEnrolled(peer.get());
  }

  Screening screen(Optional<Peer> peer, RawRecord.Kind kind, Bytes body) {
    if (!admits(peer)) {
      return new Refused(Refusal.FORBIDDEN, "the certificate is not that of an enrolled vehicle");
    }
    if (body.length() > maxBytes(kind)) {
      return new Refused(Refusal.TOO_LARGE, body.length() + " bytes");
    }
    try {
      return screen(peer.orElseThrow().vehicle(), chain(kind, body), kind, body);
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

  private static Screening screen(VehicleRef peer, ChainId chain, RawRecord.Kind kind, Bytes body) {
    if (!chain.vehicle().equals(peer)) {
      return new Refused(Refusal.FORBIDDEN, "it is of another vehicle");
    }
    return new Admitted(chain, new RawRecord(kind, peer, body));
  }

  private static int maxBytes(RawRecord.Kind kind) {
    return switch (kind) {
      case SEGMENT -> MAX_SEGMENT_BYTES;
      case ITEM -> Item.MAX_BYTES;
    };
  }

  private static ChainId chain(RawRecord.Kind kind, Bytes body) throws WireFormatException {
    return switch (kind) {
      case SEGMENT -> Segment.decode(SignedSegment.decode(body).manifest()).chain();
      case ITEM -> Item.decode(body).id().chain();
    };
  }
}
