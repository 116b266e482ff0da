package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the receiver commits to the topic {@code raw}: what came, and from whom. Items are encrypted
 * before; segments are digests and say nothing of anybody.
 *
 * @param peer vehicle named by the DTLS certificate that delivered it
 * @param key name of the data key that {@code body} is encrypted under; empty if it is plain
 * @param label of the item; null for a segment, and for what an earlier release wrote
 * @param body a {@link SignedSegment} or an {@link Item}, not yet verified, or its ciphertext;
 *     empty if the key was destroyed before the item came
 */
public record RawRecord(
    Kind kind, VehicleRef peer, String key, @Nullable ItemLabel label, Bytes body) {
  private static final int MAX_BYTES = Item.MAX_BYTES + (4 << 10);

  private static final Codec<RawRecord> CODEC =
      new Codec<>("raw-record.avsc", MAX_BYTES, RawRecord::fromAvro, "raw-record.1.avsc");

  /** The longest name of a key, in characters. */
  private static final int MAX_KEY = 64;

  /**
   * @throws IllegalArgumentException if the key's name is too long
   */
  public RawRecord {
    if (key.length() > MAX_KEY) {
      throw new IllegalArgumentException("a key's name has at most " + MAX_KEY + " characters");
    }
  }

  /** What {@code body} claims to be. */
  public enum Kind {
    SEGMENT,
    ITEM
  }

  /** Returns the record of bytes that are not encrypted. */
  public static RawRecord plain(Kind kind, VehicleRef peer, Bytes body) {
    return new RawRecord(kind, peer, "", null, body);
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("kind", kind.name());
    record.put("peer", peer.value());
    record.put("key", key);
    if (label != null) {
      var labelRecord = CODEC.blankOption("label");
      label.fill(labelRecord);
      record.put("label", labelRecord);
    }
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
        Codec.string(record, "key"),
        record.get("label") instanceof GenericRecord label ? ItemLabel.fromAvro(label) : null,
        Codec.bytes(record, "body"));
  }
}
