package dev.breakwater.wire;

import org.apache.avro.generic.GenericRecord;

/**
 * One sample of a vehicle signal.
 *
 * @param path VSS path (COVESA Vehicle Signal Specification), e.g. {@code Vehicle.Speed}
 * @param value as the source wrote it
 */
public record Signal(String path, String value) {
  private static final int MAX_BYTES = 4 << 10;

  private static final Codec<Signal> CODEC =
      new Codec<>("signal.avsc", MAX_BYTES, Signal::fromAvro);

  public Bytes encode() {
    var record = CODEC.blank();
    record.put("path", path);
    record.put("value", value);
    return CODEC.encode(record);
  }

  /**
   * @throws WireFormatException if {@code bytes} are not a signal
   */
  public static Signal decode(Bytes bytes) throws WireFormatException {
    return CODEC.decode(bytes);
  }

  private static Signal fromAvro(GenericRecord record) {
    return new Signal(Codec.string(record, "path"), Codec.string(record, "value"));
  }
}
