package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * What the onshore side erased on one request (PIPL Art. 47; GB/T 44464-2024 §5.7.1); the audit log
 * commits to its digest. Times are Unix milliseconds of the onshore side.
 *
 * @param vehicle value of its {@link VehicleRef}
 * @param withdrawal epoch of the {@link ConsentChange} that took a consent back; 0 if an operator
 *     was asked
 * @param purpose empty for every purpose
 * @param keys how many data keys were destroyed
 * @param rows how many rows were deleted
 */
public record Erased(
    String vehicle,
    long withdrawal,
    String purpose,
    long keys,
    long rows,
    long receivedMillis,
    long keysDestroyedMillis,
    long rowsErasedMillis) {
  static final int MAX_BYTES = 8 << 10;

  private static final Codec<Erased> CODEC =
      new Codec<>("erased.avsc", MAX_BYTES, Erased::fromAvro);

  /** Returns the name under which the log has the erasure that followed a withdrawal. */
  public static String name(String vehicle, long withdrawal) {
    return "erasure/" + vehicle + "/" + withdrawal;
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("vehicle", vehicle);
    record.put("withdrawal", withdrawal);
    record.put("purpose", purpose);
    record.put("keys", keys);
    record.put("rows", rows);
    record.put("receivedMillis", receivedMillis);
    record.put("keysDestroyedMillis", keysDestroyedMillis);
    record.put("rowsErasedMillis", rowsErasedMillis);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are something else
   */
  public static Erased decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static Erased fromAvro(GenericRecord record) {
    return new Erased(
        Codec.string(record, "vehicle"),
        Codec.number(record, "withdrawal"),
        Codec.string(record, "purpose"),
        Codec.number(record, "keys"),
        Codec.number(record, "rows"),
        Codec.number(record, "receivedMillis"),
        Codec.number(record, "keysDestroyedMillis"),
        Codec.number(record, "rowsErasedMillis"));
  }
}
