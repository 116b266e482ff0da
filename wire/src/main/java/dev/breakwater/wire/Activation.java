package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * Says which policy decides in the car from now on; travels in the control lane and ends in the
 * audit log.
 *
 * @param bundle id of the policy bundle, or of the pack that is built in
 * @param sequence number of the bundle, 0 for the built-in pack
 * @param policy digest by which segments name it
 * @param fromMillis when it came into force, Unix milliseconds; 0 for the built-in pack
 */
public record Activation(String bundle, long sequence, Digest policy, long fromMillis) {
  /** Name of the item category that carries this record. */
  public static final String CATEGORY = "control.activation";

  private static final int MAX_BYTES = 4 << 10;

  private static final Codec<Activation> CODEC =
      new Codec<>("activation.avsc", MAX_BYTES, Activation::fromAvro);

  /**
   * @throws IllegalArgumentException if {@code sequence} is negative
   */
  public Activation {
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence numbers start at 1, not " + sequence);
    }
  }

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("bundle", bundle);
    record.put("sequence", sequence);
    record.put("policy", policy.value().asBuffer());
    record.put("fromMillis", fromMillis);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not an activation
   */
  public static Activation decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static Activation fromAvro(GenericRecord record) {
    return new Activation(
        Codec.string(record, "bundle"),
        Codec.number(record, "sequence"),
        Codec.digest(record, "policy"),
        Codec.number(record, "fromMillis"));
  }
}
