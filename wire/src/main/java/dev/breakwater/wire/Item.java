package dev.breakwater.wire;

import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * One sealed item.
 *
 * @param category dotted name from the policy catalog, e.g. {@code exterior.clip.chunk}
 * @param purpose what it was collected for, e.g. {@code incident.review}
 * @param capturedAtMillis wall clock of the capture, Unix milliseconds
 * @param consentEpoch epoch of the {@link ConsentChange} that permits it; 0 if none was needed
 * @param rules ids of the rules that permitted COLLECT and OFFBOARD
 * @param payload encoding of the record that belongs to the category
 */
public record Item(
    ItemId id,
    String category,
    String purpose,
    long capturedAtMillis,
    @Nullable SubjectRef subject,
    long consentEpoch,
    List<String> rules,
    Bytes payload) {
  /** The largest encoding of an item: a chunk of 256 KiB and its envelope. */
  public static final int MAX_BYTES = (256 + 16) << 10;

  private static final Codec<Item> CODEC =
      new Codec<>("item.avsc", MAX_BYTES, Item::fromAvro, "item.1.avsc");

  public Item {
    rules = List.copyOf(rules);
    if (consentEpoch < 0) {
      throw new IllegalArgumentException("consent epochs start at 1, not " + consentEpoch);
    }
  }

  /** Returns the bytes that are sealed, sent and digested. */
  public Bytes encode() {
    var record = CODEC.blank();
    record.put("vehicle", id.chain().vehicle().value());
    record.put("epoch", id.chain().epoch());
    record.put("lane", id.chain().lane().name());
    record.put("number", id.number());
    record.put("category", category);
    record.put("purpose", purpose);
    record.put("capturedAtMillis", capturedAtMillis);
    record.put("subject", subject == null ? null : subject.value());
    record.put("consentEpoch", consentEpoch);
    record.put("rules", rules);
    record.put("payload", payload.asBuffer());
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not an item
   */
  public static Item decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static Item fromAvro(GenericRecord record) {
    Object subject = record.get("subject");
    return new Item(
        new ItemId(chain(record), Codec.number(record, "number")),
        Codec.string(record, "category"),
        Codec.string(record, "purpose"),
        Codec.number(record, "capturedAtMillis"),
        subject == null ? null : new SubjectRef(subject.toString()),
        Codec.number(record, "consentEpoch"),
        Codec.strings(record, "rules"),
        Codec.bytes(record, "payload"));
  }

  static ChainId chain(GenericRecord record) {
    return new ChainId(
        new VehicleRef(Codec.string(record, "vehicle")),
        Codec.number(record, "epoch"),
        Lane.valueOf(Codec.string(record, "lane")));
  }
}
