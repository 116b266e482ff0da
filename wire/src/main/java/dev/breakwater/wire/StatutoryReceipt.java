package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * Accounts for one message of the statutory lane (GB/T 32960.3). The message itself went to the
 * platform and does not travel here; the receipt is an item of the statutory lane's chain.
 *
 * @param message digest of the packet as it was sent, {@link Digest#ZERO} if it never was
 * @param edition e.g. {@code V2025}
 * @param command e.g. {@code REPORT}
 * @param acquiredAtMillis when its data was acquired, Unix milliseconds
 * @param settledAtMillis when it was settled, Unix milliseconds
 * @param settlement what the platform answered, e.g. {@code SUCCESS}; {@code HEARTBEAT} if it
 *     answered a heartbeat that followed on the same connection; {@code NO_ROOM} if it was given up
 */
public record StatutoryReceipt(
    Digest message,
    String edition,
    String command,
    long acquiredAtMillis,
    long settledAtMillis,
    String settlement) {
  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "control.statutory";

  private static final int MAX_BYTES = 1 << 10;

  private static final Codec<StatutoryReceipt> CODEC =
      new Codec<>("statutory-receipt.avsc", MAX_BYTES, StatutoryReceipt::fromAvro);

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("message", message.value().asBuffer());
    record.put("edition", edition);
    record.put("command", command);
    record.put("acquiredAtMillis", acquiredAtMillis);
    record.put("settledAtMillis", settledAtMillis);
    record.put("settlement", settlement);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not such a receipt
   */
  public static StatutoryReceipt decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static StatutoryReceipt fromAvro(GenericRecord record) {
    return new StatutoryReceipt(
        Codec.digest(record, "message"),
        Codec.string(record, "edition"),
        Codec.string(record, "command"),
        Codec.number(record, "acquiredAtMillis"),
        Codec.number(record, "settledAtMillis"),
        Codec.string(record, "settlement"));
  }
}
