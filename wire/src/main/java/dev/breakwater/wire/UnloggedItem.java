package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * Says that an item of the same vehicle, which the receiver acknowledged, is not in the audit log
 * when it had to be; travels in the incident lane and ends in the audit log itself.
 *
 * @param digest of the item's encoding
 * @param acknowledgedMillis when the receiver said that it has it, Unix milliseconds
 * @param foundMillis when the car gave it up, Unix milliseconds
 * @param problem what the last answer was, in words
 */
public record UnloggedItem(
    long epoch,
    Lane lane,
    long number,
    Digest digest,
    long acknowledgedMillis,
    long foundMillis,
    String problem) {
  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "control.unlogged";

  private static final int MAX_BYTES = 4 << 10;

  private static final Codec<UnloggedItem> CODEC =
      new Codec<>("unlogged-item.avsc", MAX_BYTES, UnloggedItem::fromAvro);

  /**
   * @throws IllegalArgumentException if {@code number} is negative or {@code epoch} is below 1
   */
  public UnloggedItem {
    if (epoch < 1 || number < 0) {
      throw new IllegalArgumentException("epochs count from 1, items from 0");
    }
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("epoch", epoch);
    record.put("lane", lane.name());
    record.put("number", number);
    record.put("digest", digest.value().asBuffer());
    record.put("acknowledgedMillis", acknowledgedMillis);
    record.put("foundMillis", foundMillis);
    record.put("problem", problem);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} do not say that of an item
   */
  public static UnloggedItem decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static UnloggedItem fromAvro(GenericRecord record) {
    return new UnloggedItem(
        Codec.number(record, "epoch"),
        Lane.valueOf(Codec.string(record, "lane")),
        Codec.number(record, "number"),
        Codec.digest(record, "digest"),
        Codec.number(record, "acknowledgedMillis"),
        Codec.number(record, "foundMillis"),
        Codec.string(record, "problem"));
  }
}
