package dev.breakwater.wire;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * The manifest of consecutive items of one chain; each segment names the one before it.
 *
 * @param firstNumber number of the first item
 * @param previous digest of the previous segment's manifest bytes, {@link Digest#ZERO} for the
 *     first of a chain
 * @param items digest of each item's encoding, 1 to {@link #MAX_ITEMS}
 * @param policy digest of the policy pack that decided in the car
 * @param wallMillis wall clock at sealing, Unix milliseconds
 * @param bootMillis time since boot at sealing, milliseconds
 * @param timeSource where the wall clock comes from, e.g. {@code SYSTEM}
 */
public record Segment(
    ChainId chain,
    long firstNumber,
    Digest previous,
    List<Digest> items,
    Digest policy,
    long wallMillis,
    long bootMillis,
    String timeSource) {
  public static final int MAX_ITEMS = 64;
  private static final int MAX_BYTES = 8 << 10;

  private static final Codec<Segment> CODEC =
      new Codec<>("segment.avsc", MAX_BYTES, Segment::fromAvro);

  /**
   * @throws IllegalArgumentException if the number of items or the first number is out of range
   */
  public Segment {
    items = List.copyOf(items);
    if (items.isEmpty() || items.size() > MAX_ITEMS) {
      throw new IllegalArgumentException("a segment has 1 to 64 items, not " + items.size());
    }
    if (firstNumber < 0) {
      throw new IllegalArgumentException("item numbers start at 0, not " + firstNumber);
    }
  }

  /** Returns the number of the last item. */
  public long lastNumber() {
    return firstNumber + items.size() - 1;
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("vehicle", chain.vehicle().value());
    record.put("epoch", chain.epoch());
    record.put("lane", chain.lane().name());
    record.put("firstNumber", firstNumber);
    record.put("previous", previous.value().asBuffer());
    record.put("items", Codec.buffers(items));
    record.put("policy", policy.value().asBuffer());
    record.put("wallMillis", wallMillis);
    record.put("bootMillis", bootMillis);
    record.put("timeSource", timeSource);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not a segment manifest
   */
  public static Segment decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static Segment fromAvro(GenericRecord record) {
    return new Segment(
        Item.chain(record),
        Codec.number(record, "firstNumber"),
        Codec.digest(record, "previous"),
        Codec.digests(record, "items"),
        Codec.digest(record, "policy"),
        Codec.number(record, "wallMillis"),
        Codec.number(record, "bootMillis"),
        Codec.string(record, "timeSource"));
  }
}
