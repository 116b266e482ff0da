package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * What is known of an item onshore without its data key: enough to account for it when the key is
 * destroyed, and nothing of a person, an exact time or a place.
 *
 * @param digest of the item's encoding
 * @param consentEpoch as {@link Item#consentEpoch}
 */
public record ItemLabel(
    ItemId id, Digest digest, String category, String purpose, long consentEpoch) {
  /** Longest category or purpose, in characters. */
  public static final int MAX_NAME = 128;

  /**
   * @throws IllegalArgumentException if a name is too long
   */
  public ItemLabel {
    if (category.length() > MAX_NAME || purpose.length() > MAX_NAME) {
      throw new IllegalArgumentException("a name has at most " + MAX_NAME + " characters");
    }
  }

  /** Returns the label of {@code item}, whose encoding is {@code encoded}. */
  public static ItemLabel of(Item item, Bytes encoded) {
    return new ItemLabel(
        item.id(), Digest.of(encoded), item.category(), item.purpose(), item.consentEpoch());
  }

  void fill(GenericRecord record) {
    record.put("vehicle", id.chain().vehicle().value());
    record.put("epoch", id.chain().epoch());
    record.put("lane", id.chain().lane().name());
    record.put("number", id.number());
    record.put("digest", digest.value().asBuffer());
    record.put("category", category);
    record.put("purpose", purpose);
    record.put("consentEpoch", consentEpoch);
  }

  static ItemLabel fromAvro(GenericRecord record) {
    return new ItemLabel(
        new ItemId(Item.chain(record), Codec.number(record, "number")),
        Codec.digest(record, "digest"),
        Codec.string(record, "category"),
        Codec.string(record, "purpose"),
        Codec.number(record, "consentEpoch"));
  }
}
