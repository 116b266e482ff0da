package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * Says that a sealed item of the same vehicle is lost; travels in the control lane.
 *
 * @param digest of the lost item's encoding
 * @param category of the lost item
 * @param reason why it was dropped, e.g. {@code OUTBOX_FULL}
 * @param sourceItems how many source items are lost with it: 1 for a signal, the number of frames
 *     for a clip's manifest, 0 for a chunk
 */
public record Tombstone(
    long epoch,
    Lane lane,
    long number,
    Digest digest,
    String category,
    String reason,
    long sourceItems) {
  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "control.tombstone";

  private static final int MAX_BYTES = 4 << 10;

  private static final Codec<Tombstone> CODEC =
      new Codec<>("tombstone.avsc", MAX_BYTES, Tombstone::fromAvro);

  /**
   * @throws IllegalArgumentException if a number is negative or {@code epoch} is below 1
   */
  public Tombstone {
    if (epoch < 1 || number < 0 || sourceItems < 0) {
      throw new IllegalArgumentException("a tombstone counts epochs from 1, items from 0");
    }
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("epoch", epoch);
    record.put("lane", lane.name());
    record.put("number", number);
    record.put("digest", digest.value().asBuffer());
    record.put("category", category);
    record.put("reason", reason);
    record.put("sourceItems", sourceItems);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not a tombstone
   */
  public static Tombstone decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static Tombstone fromAvro(GenericRecord record) {
    return new Tombstone(
        Codec.number(record, "epoch"),
        Lane.valueOf(Codec.string(record, "lane")),
        Codec.number(record, "number"),
        Codec.digest(record, "digest"),
        Codec.string(record, "category"),
        Codec.string(record, "reason"),
        Codec.number(record, "sourceItems"));
  }
}
