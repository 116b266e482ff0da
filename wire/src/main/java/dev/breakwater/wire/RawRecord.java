package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * What the receiver commits to the topic {@code raw}: bytes as they came, and from whom.
 *
 * @param peer vehicle named by the DTLS certificate that delivered the bytes
 * @param body a {@link SignedSegment} or an {@link Item}, not yet verified
 */
public record RawRecord(Kind kind, VehicleRef peer, Bytes body) {
  private static final int MAX_BYTES = Item.MAX_BYTES + (4 << 10);

  private static final Codec<RawRecord> CODEC =
      new Codec<>("raw-record.avsc", MAX_BYTES, RawRecord::fromAvro);

  /** What {@code body} claims to be. */
  public enum Kind {
    SEGMENT,
    ITEM
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("kind", kind.name());
    record.put("peer", peer.value());
    record.put("body", body.asBuffer());
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not a raw record
   */
  public static RawRecord decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static RawRecord fromAvro(GenericRecord record) {
    return new RawRecord(
        Kind.valueOf(Codec.string(record, "kind")),
        new VehicleRef(Codec.string(record, "peer")),
        Codec.bytes(record, "body"));
  }
}
