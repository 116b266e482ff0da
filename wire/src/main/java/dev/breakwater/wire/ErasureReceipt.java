package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * Proves to a vehicle that the onshore side erased what a withdrawal of its people concerns.
 *
 * @param erased encoding of an {@link Erased}
 * @param logged encoding of a {@link LoggedItem}, whose entry commits to {@code erased}
 * @param statementMillis the time inside that commitment
 */
public record ErasureReceipt(Bytes erased, Bytes logged, long statementMillis) {
  public static final int MAX_BYTES = LoggedItem.MAX_BYTES + Erased.MAX_BYTES + (1 << 10);

  private static final Codec<ErasureReceipt> CODEC =
      new Codec<>("erasure-receipt.avsc", MAX_BYTES, ErasureReceipt::fromAvro);

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("erased", erased.asBuffer());
    record.put("logged", logged.asBuffer());
    record.put("statementMillis", statementMillis);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not a receipt; what it proves is the caller's
   *     question
   */
  public static ErasureReceipt decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static ErasureReceipt fromAvro(GenericRecord record) {
    return new ErasureReceipt(
        Codec.bytes(record, "erased"),
        Codec.bytes(record, "logged"),
        Codec.number(record, "statementMillis"));
  }
}
